"""English words by which a step is recognised as something to do."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs wherever they stand.
VERBS = _words(
    """
    accept achieve acknowledge add adjust adopt agree align allow amend analyse analyze announce
    anonymise anonymize apply approve archive arrange ask assemble assign attach attend audit
    authorise authorize automate avoid await backfill become begin benchmark bisect bring browse
    bump buy calculate cancel carry catch celebrate cherry-pick choose clarify cleanup collaborate
    collect combine communicate compare compile complete configure confirm connect consider
    consolidate continue convert convince coordinate correct create debug decide declare
    decommission dedupe define delegate delete deliver demonstrate deny depend deploy deprecate
    describe destroy detect determine develop diagnose diff disable disconnect discover discuss
    distribute double-check download edit eliminate enable encourage enforce enhance enrich ensure
    enter escalate establish evaluate examine execute expand expect explain explore expose extend
    extract facilitate fail fetch figure fill finalise finalize find finish fix follow forget format
    formulate gather generate get give go grab grant greet handle happen hear help highlight hire
    identify ignore implement improve include incorporate increase inform ingest initiate insert
    inspect install instrument integrate interview introduce investigate invite involve iterate join
    keep know learn leave let listen locate maintain make manage measure meet mention migrate
    minimise minimize modify monitor move need negotiate notify obtain offboard onboard optimise
    optimize organise organize outline overwrite own parse participate pay perform persuade pick
    populate postpone predict prepare prevent prioritise prioritize proceed procure produce promote
    proofread propose protect prove provide provision publish pull purge pursue push put raise reach
    reactivate read rebase rebuild receive recheck recommend reconcile recover recreate redeploy
    redirect reduce refactor refer refine refresh refund regenerate register reindex reinstall
    reject relaunch remediate remember remind remove rename renew reopen reorder repair replace
    replicate reply reproduce rerun reschedule resend reset resolve respond restart restore restrict
    resubmit resume retest retry retrieve reuse revert revise revisit revoke rewrite roll rotate
    save say seed see seek select sell send serve settle shadow share ship show simplify skip solve
    specify speed spin squash stabilise stabilize start stop strip submit subscribe suggest
    summarise summarize surface suspend take talk teach tell test-drive think throttle tidy toggle
    transcribe transfer translate triage try tweak unblock understand undo unify uninstall unlock
    unpin unsubscribe untangle upload use validate verify wait want warn watch whitelist wire wrap
    write
    """
)

# Verbs as often as names of things ("the login test"): verbs only where something to do begins.
ALSO_NOUNS = _words(
    """
    act address alert answer back backup ban base batch block book bootstrap box branch break brief
    budget build bundle burn cache call cap care change charge chart chase chat check clean clear
    clone close coach code comment commit contact contract copy correlate count cover craft cut date
    demo design dial dig divide document draft draw drive drop dry dump email empty end estimate
    exclude exercise exit export face feature feed file filter firm flag flash flip flush focus
    force fork forward frame free freeze gate graph group guard guide hack handover hand hold hook
    host import index interest issue jot judge label land last launch lead lift limit line link lint
    list load localise localize lock log look lower mail map mark market mask match mention merge
    message mind mirror mock mount mute name narrow nudge note number offer open order pace pack
    page pair park pass paste patch phase phone pilot pin ping pitch place plan play point poll port
    post practise practice present preview price print probe process profile program project prompt
    prototype prune query question queue quiz quote rank ramp rate record release repeat report
    request research reserve rest retain return review rework right ring rollback rollout round
    route run sample scale scan schedule scope score scrape screen script search secure separate set
    shape shift shop shorten sign silence size sketch slack smoke-test snapshot sort source spec
    spike split sponsor spot staff stage stash state step store stream stress-test study stub style
    support swap sweep switch sync tackle tag tailor target taste test text thank ticket tie tighten
    time top touch trace track trade train transform trial trigger trim trust tune turn type update
    upgrade value version video view visit void vote walk warm watch weigh widen work zip
    """
)

# Forms that show a whole sentence, which has its verb.
AUXILIARIES = _words(
    """
    is are am was were be been being isn't aren't wasn't weren't it's that's there's he's she's i'm
    i'll i've we'll we're we've you'll you're they're they'll has have had hasn't haven't do does
    did don't doesn't didn't can can't cannot could couldn't will won't would wouldn't should
    shouldn't must mustn't may might let's lets made went came got gave took found knows kept left
    said saw sent set told thought wrote broke chose began
    """
)

# What comes before a verb.
BEFORE_VERB = _words(
    """
    to and or then please pls plz not don't never always also just first now next finally but so
    kindly quickly maybe will should must can could would may might let's we you i they he she who
    someone somebody
    """
)

# What comes after a verb far more often than after a name.
AFTER_VERB = _words(
    """
    the a an this that these those it them him us me my our your his her their all both each every
    any some whether if why how what who when where everyone everybody someone up down out off back
    over away
    """
)

# Common words that only English has, and words as common that it has not.
ENGLISH = _words(
    """
    the of and to is are was were it that this with for from by at be been has have had not but they
    we you i our your their its will would should can could which who what when where there after
    before still only then than because while until about into over out up if on as an or all any
    some more new need needs please
    """
)
FOREIGN = _words(
    """
    der das und ist nicht mit für auf ein eine einen zu den dem von im wir noch bitte auch nach bei
    wird sind muss de le les des pas pour avec une dans sur du aux nous encore doit sont el para con
    una del que pero hay está como más muy por não uma em ao são também foi já mais ainda gli della
    che sono è het een niet voor op naar zijn moet nog och att som inte för är ikke og af til się
    nie jest oraz
    """
)
