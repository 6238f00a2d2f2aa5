"""What the note about pressing and asking again says, in the language of the message."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PressingWords:
    """One language's.

    {name}: whom the message is to; {clock}: what it is for them; {about}: what was asked; {when}: a day, `at`
    and a time, all by the clocks of whoever reads it.
    """

    at: str
    pressed: str
    chased: str
    remind: str
    urgent: str
    never: str
    reminded: str
    stopped: str
    again: str
    resumed: str
    gone: str
    no_link: str
    not_there: str


_EN = PressingWords(
    at=" at ",
    pressed="It is {clock} for {name}, who is back {when} your time. Your message waits until then. "
    "Only you see this.",
    chased="Your request to {name}, “{about}”, is not due yet: expect an answer by {when} your time. "
    "Only you see this.",
    remind="Remind them in their morning",
    urgent="Ask as urgent",
    never="No such notes for me",
    reminded="{name} finds a link to your message in their morning note, {when} your time.",
    stopped="All right, I will tell you no more of this, in any channel.",
    again="Tell me again",
    resumed="I will tell you again when somebody you write to is not at work.",
    gone="That note is not there any more. Write to your colleague again, and they read it as they work.",
    no_link="I could not get the link to your message just now. Press again in a moment.",
    not_there="{name} cannot be reminded of it: they do not read that channel, or are in no relay. "
    "Ask them with /ask instead.",
)

_DE = PressingWords(
    at=" um ",
    pressed="Bei {name} ist es {clock}; zurück: {when} deiner Zeit. Deine Nachricht wartet bis dahin. "
    "Das siehst nur du.",
    chased="Deine Anfrage an {name}, „{about}“, ist noch nicht fällig: Rechne mit einer Antwort bis {when} "
    "deiner Zeit. Das siehst nur du.",
    remind="Am Morgen erinnern",
    urgent="Als dringend anfragen",
    never="Solche Hinweise nicht",
    reminded="{name} findet einen Link zu deiner Nachricht in der Notiz am Morgen, {when} deiner Zeit.",
    stopped="In Ordnung, das sage ich dir nicht mehr, in keinem Kanal.",
    again="Wieder sagen",
    resumed="Ich sage es dir wieder, wenn jemand, dem du schreibst, nicht arbeitet.",
    gone="Diesen Hinweis gibt es nicht mehr. Schreib noch einmal, dann wird es in der Arbeitszeit gelesen.",
    no_link="Ich konnte den Link zu deiner Nachricht gerade nicht holen. Drück gleich noch einmal.",
    not_there="Ich kann {name} daran nicht erinnern: Diesen Kanal liest {name} nicht, oder ist in keiner "
    "Staffel. Frag stattdessen mit /ask.",
)

_FR = PressingWords(
    at=" à ",
    pressed="Il est {clock} chez {name}, de retour {when} (votre heure). Votre message attend jusque-là. "
    "Visible uniquement par vous.",
    chased="Votre demande à {name}, « {about} », est encore dans les temps : réponse attendue au plus tard "
    "{when} (votre heure). Visible uniquement par vous.",
    remind="Le rappeler au matin",
    urgent="Demander en urgence",
    never="Plus de ces notes",
    reminded="{name} trouvera un lien vers votre message dans sa note du matin, {when} (votre heure).",
    stopped="D'accord, je ne vous le dirai plus, dans aucun canal.",
    again="Me le redire",
    resumed="Je vous le redirai quand quelqu'un à qui vous écrivez ne travaille pas.",
    gone="Cette note n'existe plus. Écrivez de nouveau à votre collègue, qui vous lira en travaillant.",
    no_link="Je n'ai pas pu obtenir le lien vers votre message. Appuyez de nouveau dans un instant.",
    not_there="Je ne peux pas le rappeler à {name}, qui ne lit pas ce canal ou n'est dans aucun relais. "
    "Demandez plutôt avec /ask.",
)

_ES = PressingWords(
    at=" a las ",
    pressed="Hora de {name}: {clock}; vuelve {when} (tu hora local). Tu mensaje espera hasta entonces. "
    "Solo tú ves esto.",
    chased="Tu petición a {name}, «{about}», aún está en plazo: espera una respuesta a más tardar {when} "
    "(tu hora local). Solo tú ves esto.",
    remind="Recordárselo por la mañana",
    urgent="Pedir como urgente",
    never="No más avisos así",
    reminded="{name} encontrará un enlace a tu mensaje en su nota de la mañana, {when} (tu hora local).",
    stopped="De acuerdo, no te lo diré más, en ningún canal.",
    again="Volver a avisarme",
    resumed="Te avisaré de nuevo cuando alguien a quien escribes no esté trabajando.",
    gone="Ese aviso ya no existe. Escribe de nuevo a tu colega, que lo leerá cuando trabaje.",
    no_link="Ahora no he podido obtener el enlace a tu mensaje. Pulsa otra vez en un momento.",
    not_there="No puedo recordárselo a {name}: no lee ese canal o no está en ningún relevo. "
    "Pídeselo con /ask.",
)

_PT = PressingWords(
    at=" às ",
    pressed="Horário de {name}: {clock}; volta {when} (no seu horário). Sua mensagem espera até lá. "
    "Só você vê isto.",
    chased="Seu pedido a {name}, “{about}”, ainda está no prazo: espere uma resposta até {when} "
    "(no seu horário). Só você vê isto.",
    remind="Lembrar pela manhã",
    urgent="Pedir como urgente",
    never="Sem avisos assim",
    reminded="{name} vai achar um link para a sua mensagem na nota da manhã, {when} (no seu horário).",
    stopped="Tudo bem, não digo mais isso, em nenhum canal.",
    again="Avisar de novo",
    resumed="Aviso de novo quando alguém a quem você escreve não estiver trabalhando.",
    gone="Esse aviso não existe mais. Escreva de novo, e sua mensagem será lida no horário de trabalho.",
    no_link="Não consegui o link da sua mensagem agora. Clique de novo daqui a pouco.",
    not_there="Não posso lembrar {name}: não lê esse canal ou não está em nenhum revezamento. "
    "Pergunte com /ask.",
)

_JA = PressingWords(
    at=" ",
    pressed="{name}さんの現地時刻は{clock}です。次の勤務開始は{when}（あなたの現地時間）で、"
    "メッセージはそれまでお待ちします。これはあなただけに見えています。",
    chased="{name}さんへの依頼「{about}」はまだ期限前です。{when}（あなたの現地時間）までに返事の見込みです。"
    "これはあなただけに見えています。",
    remind="朝に知らせる",
    urgent="緊急で依頼する",
    never="今後は表示しない",
    reminded="{name}さんの朝のお知らせ（{when}、あなたの現地時間）に、このメッセージへのリンクを載せます。",
    stopped="わかりました。今後はどのチャンネルでも表示しません。",
    again="また表示する",
    resumed="相手が勤務時間外のとき、またお知らせします。",
    gone="このお知らせはもうありません。もう一度送れば、相手が勤務時間中に読みます。",
    no_link="メッセージへのリンクを取得できませんでした。少し待って、もう一度押してみてください。",
    not_there="{name}さんには知らせられません。そのチャンネルを読んでいないか、どのリレーにも入っていません。"
    "代わりに /ask で依頼できます。",
)

_ZH = PressingWords(
    at=" ",
    pressed="{name} 那边现在是 {clock}，对方 {when}（你的当地时间）回来工作。你的消息会等到那时。"
    "这条提示只有你能看到。",
    chased="你给 {name} 的请求“{about}”还没到期：预计 {when}（你的当地时间）之前会有答复。"
    "这条提示只有你能看到。",
    remind="早上提醒对方",
    urgent="作为紧急请求提出",
    never="不再提示我",
    reminded="{name} 会在早间便笺（{when}，你的当地时间）里看到你这条消息的链接。",
    stopped="好的，以后在任何频道都不再提示。",
    again="重新提示",
    resumed="对方不在工作时间时，我会再次提示你。",
    gone="这条提示已经不在了。再给对方发一次，对方工作时就会看到。",
    no_link="刚才没能取得你这条消息的链接。过一会儿再按一次。",
    not_there="没法提醒 {name}：对方不看那个频道，或者不在任何接力里。可以改用 /ask 提问。",
)

_HI = PressingWords(
    at=" ",
    pressed="{name} के यहाँ अभी {clock} बजे हैं; वे आपके समय के अनुसार {when} लौटेंगे। "
    "आपका संदेश तब तक रुका रहेगा। यह सिर्फ़ आपको दिख रहा है।",
    chased="{name} से आपके अनुरोध “{about}” का समय अभी बाकी है: आपके समय के अनुसार {when} तक "
    "जवाब की उम्मीद रखें। यह सिर्फ़ आपको दिख रहा है।",
    remind="सुबह याद दिलाएँ",
    urgent="ज़रूरी बताकर पूछें",
    never="ऐसी सूचना न दें",
    reminded="{name} को सुबह के नोट (आपके समय के अनुसार {when}) में आपके संदेश का लिंक मिलेगा।",
    stopped="ठीक है, यह अब किसी भी चैनल में नहीं बताऊँगा।",
    again="फिर से बताएँ",
    resumed="जिसे आप लिखते हैं, वह काम पर न हो तो मैं फिर बताऊँगा।",
    gone="वह सूचना अब नहीं रही। अपने सहकर्मी को फिर से लिखें, वे काम के समय पढ़ लेंगे।",
    no_link="अभी आपके संदेश का लिंक नहीं मिल पाया। थोड़ी देर में फिर दबाएँ।",
    not_there="{name} को याद नहीं दिला सकता: वे वह चैनल नहीं पढ़ते या किसी रिले में नहीं हैं। इसके बजाय /ask से पूछें।",
)

_WORDS: Mapping[str, PressingWords] = {
    "en": _EN,
    "de": _DE,
    "fr": _FR,
    "es": _ES,
    "pt": _PT,
    "ja": _JA,
    "zh": _ZH,
    "hi": _HI,
}


def pressing_words(language: str, *, locale: str) -> PressingWords:
    """Those of a message's language; of one without a word, of its author's locale; English for any other."""
    return _WORDS.get(language) or _WORDS.get(locale[:2].lower()) or _EN
