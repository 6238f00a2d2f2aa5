"""What the help with context says, in the language of whoever is helped."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeWords:
    """One language's. title, add, submit, close: at most 24 characters each; asked, added: {name}."""

    note: str
    add: str
    not_now: str
    never: str
    left: str
    stopped: str
    again: str
    resumed: str
    title: str
    about: str
    about_hint: str
    need: str
    need_hint: str
    by: str
    by_hint: str
    links: str
    links_hint: str
    submit: str
    close: str
    still_empty: str
    no_link: str
    stands: str
    asked: str
    there: str
    origin: str
    added: str


_EN = NudgeWords(
    note="Say what this is about, and whoever reads it can answer in one go, even hours from now. "
    "Only you see this.",
    add="Add context",
    not_now="Not this time",
    never="Don't show again",
    left="All right. Your message stays as it is.",
    stopped="All right, I will not show you this again, in any channel.",
    again="Show it again",
    resumed="I will help again where a message gives nothing to act on.",
    title="Add context",
    about="What is it about?",
    about_hint="What somebody needs to know who has just woken up.",
    need="What do you need?",
    need_hint="An answer, a decision, a review, a pair of hands.",
    by="By when?",
    by_hint="A time like Thu 15:00 is read by your clock.",
    links="Links",
    links_hint="One address a line.",
    submit="Post in the thread",
    close="Cancel",
    still_empty="This still gives nothing to act on: write what it is about.",
    no_link="“{link}” is no address: write it with https:// in front, one a line.",
    stands="What you added stands in the thread of your message; write more there.",
    asked="{name} would like to help with what you wrote, and needs a little more to go on. "
    "Say what it is about, and it goes straight to them.",
    there="Your message",
    origin="The message",
    added="{name} has added context:",
)

_DE = NudgeWords(
    note="Schreib dazu, worum es geht: Dann kann, wer es liest, gleich antworten, auch Stunden später. "
    "Das siehst nur du.",
    add="Kontext ergänzen",
    not_now="Diesmal nicht",
    never="Nicht mehr zeigen",
    left="In Ordnung. Deine Nachricht bleibt, wie sie ist.",
    stopped="In Ordnung, das zeige ich dir nicht mehr, in keinem Kanal.",
    again="Wieder zeigen",
    resumed="Ich helfe wieder, wo eine Nachricht nichts enthält, womit man etwas anfangen kann.",
    title="Kontext ergänzen",
    about="Worum geht es?",
    about_hint="Was jemand wissen muss, der gerade erst aufgewacht ist.",
    need="Was brauchst du?",
    need_hint="Eine Antwort, eine Entscheidung, ein Review, Hilfe.",
    by="Bis wann?",
    by_hint="Bei einer Uhrzeit mit Zeitzone: Do 15:00 Berlin.",
    links="Links",
    links_hint="Eine Adresse pro Zeile.",
    submit="Im Thread posten",
    close="Abbrechen",
    still_empty="Damit kann noch niemand etwas anfangen: Schreib, worum es geht.",
    no_link="„{link}“ ist keine Adresse: Schreib sie mit https:// davor, eine pro Zeile.",
    stands="Was du ergänzt hast, steht im Thread deiner Nachricht; schreib dort weiter.",
    asked="{name} würde bei deiner Nachricht gern helfen "
    "und braucht dafür etwas mehr. Schreib, worum es geht; es kommt gleich dort an.",
    there="Deine Nachricht",
    origin="Die Nachricht",
    added="{name} hat Kontext ergänzt:",
)

_FR = NudgeWords(
    note="Dites de quoi il s'agit, et on pourra vous répondre en une seule fois, même dans quelques heures. "
    "Ce message n'est visible que par vous.",
    add="Préciser",
    not_now="Pas cette fois",
    never="Ne plus afficher",
    left="Entendu. Votre message reste tel quel.",
    stopped="Entendu, je ne vous le montrerai plus, dans aucun canal.",
    again="Afficher à nouveau",
    resumed="Je vous aiderai de nouveau quand un message ne dit pas de quoi il s'agit.",
    title="Préciser",
    about="De quoi s'agit-il ?",
    about_hint="Ce que doit savoir quelqu'un qui vient de se réveiller.",
    need="De quoi avez-vous besoin ?",
    need_hint="Une réponse, une décision, une relecture, un coup de main.",
    by="Pour quand ?",
    by_hint="Une heure avec son fuseau : jeu. 15:00 Berlin.",
    links="Liens",
    links_hint="Une adresse par ligne.",
    submit="Publier dans le fil",
    close="Annuler",
    still_empty="On ne peut pas encore agir là-dessus : écrivez de quoi il s'agit.",
    no_link="« {link} » n'est pas une adresse : écrivez-la avec https:// devant, une par ligne.",
    stands="Vos précisions sont dans le fil de votre message ; écrivez la suite là-bas.",
    asked="{name} aimerait vous aider "
    "et a besoin d'un peu plus d'éléments. Dites de quoi il s'agit, et cela lui parviendra directement.",
    there="Votre message",
    origin="Le message",
    added="{name} a précisé :",
)

_ES = NudgeWords(
    note="Di de qué se trata y quien lo lea podrá responder de una vez, aunque sea horas después. "
    "Esto solo lo ves tú.",
    add="Añadir contexto",
    not_now="Esta vez no",
    never="No mostrar más",
    left="De acuerdo. Tu mensaje se queda como está.",
    stopped="De acuerdo, no te lo mostraré más, en ningún canal.",
    again="Mostrar de nuevo",
    resumed="Volveré a ayudar cuando un mensaje no diga de qué se trata.",
    title="Añadir contexto",
    about="¿De qué se trata?",
    about_hint="Lo que necesita saber alguien que acaba de despertarse.",
    need="¿Qué necesitas?",
    need_hint="Una respuesta, una decisión, una revisión, una mano.",
    by="¿Para cuándo?",
    by_hint="Si es una hora, con su zona: jue 15:00 Berlín.",
    links="Enlaces",
    links_hint="Una dirección por línea.",
    submit="Publicar en el hilo",
    close="Cancelar",
    still_empty="Con esto todavía no se puede hacer nada: escribe de qué se trata.",
    no_link="«{link}» no es una dirección: escríbela con https:// delante, una por línea.",
    stands="Lo que añadiste está en el hilo de tu mensaje; escribe allí lo demás.",
    asked="A {name} le gustaría ayudarte y necesita algo más. Di de qué se trata y le llegará directamente.",
    there="Tu mensaje",
    origin="El mensaje",
    added="{name} añadió contexto:",
)

_PT = NudgeWords(
    note="Diga do que se trata e quem ler poderá responder de uma vez, mesmo horas depois. Só você vê isto.",
    add="Dar contexto",
    not_now="Desta vez não",
    never="Não mostrar mais",
    left="Tudo bem. Sua mensagem fica como está.",
    stopped="Tudo bem, não vou mostrar isto de novo, em nenhum canal.",
    again="Mostrar de novo",
    resumed="Volto a ajudar quando uma mensagem não disser do que se trata.",
    title="Dar contexto",
    about="Do que se trata?",
    about_hint="O que precisa saber alguém que acabou de acordar.",
    need="Do que você precisa?",
    need_hint="Uma resposta, uma decisão, uma revisão, uma ajuda.",
    by="Para quando?",
    by_hint="Se for um horário, com o fuso: qui 15:00 Berlim.",
    links="Links",
    links_hint="Um endereço por linha.",
    submit="Publicar na conversa",
    close="Cancelar",
    still_empty="Ainda não dá para fazer nada com isto: escreva do que se trata.",
    no_link="“{link}” não é um endereço: escreva-o com https:// na frente, um por linha.",
    stands="O que você acrescentou está na conversa da sua mensagem; escreva o resto lá.",
    asked="{name} gostaria de ajudar e precisa de um pouco mais. "
    "Diga do que se trata e isso chega direto até lá.",
    there="Sua mensagem",
    origin="A mensagem",
    added="{name} deu contexto:",
)

_JA = NudgeWords(
    note="用件も書いておくと、数時間後に読んだ人でもすぐに返事ができます。この案内はあなたにだけ表示されています。",
    add="内容を追記",
    not_now="今回はしない",
    never="今後表示しない",
    left="わかりました。メッセージはそのままです。",
    stopped="わかりました。今後はどのチャンネルでも表示しません。",
    again="また表示する",
    resumed="用件のないメッセージのときに、またお手伝いします。",
    title="内容を追記",
    about="どんな用件ですか？",
    about_hint="起きたばかりの人にも伝わるように書いてください。",
    need="何が必要ですか？",
    need_hint="回答、判断、レビュー、手伝いなど。",
    by="いつまでに？",
    by_hint="時刻にはタイムゾーンも：木曜 15:00 東京",
    links="リンク",
    links_hint="1行に1つずつ。",
    submit="スレッドに投稿",
    close="キャンセル",
    still_empty="まだ用件がわかりません。どんな用件かを書いてください。",
    no_link="「{link}」はアドレスではありません。https:// を付けて、1行に1つずつ書いてください。",
    stands="追記した内容はメッセージのスレッドにあります。続きはそちらに書いてください。",
    asked="{name}さんがお手伝いしたいそうです。もう少し内容を教えてください。書いた内容はそのまま届きます。",
    there="あなたのメッセージ",
    origin="元のメッセージ",
    added="{name}さんが内容を追記しました：",
)

_ZH = NudgeWords(
    note="请补充一下是什么事，这样对方即使几小时后看到也能直接回复。这条提示只有你能看到。",
    add="补充说明",
    not_now="这次不用",
    never="不再显示",
    left="好的，你的消息保持不变。",
    stopped="好的，以后在任何频道都不再显示。",
    again="重新显示",
    resumed="以后遇到没有说明事由的消息，我会再次提示。",
    title="补充说明",
    about="是什么事？",
    about_hint="写给刚睡醒的人也能看懂。",
    need="你需要什么？",
    need_hint="一个回答、一个决定、一次评审，或者帮忙。",
    by="什么时候之前？",
    by_hint="写时间请带上时区：周四 15:00 上海",
    links="链接",
    links_hint="每行一个地址。",
    submit="发到消息列中",
    close="取消",
    still_empty="这样还无法处理：请写明是什么事。",
    no_link="“{link}”不是网址：请以 https:// 开头，每行一个。",
    stands="你补充的内容已在那条消息的消息列中，请在那里继续写。",
    asked="{name} 想帮忙，但还需要多一点信息。请写明是什么事，对方会直接收到。",
    there="你的消息",
    origin="原消息",
    added="{name} 补充了说明：",
)

_HI = NudgeWords(
    note="बताइए कि बात किस बारे में है, ताकि पढ़ने वाला घंटों बाद भी एक ही बार में जवाब दे सके। यह सिर्फ़ आपको दिख रहा है।",
    add="जानकारी जोड़ें",
    not_now="इस बार नहीं",
    never="फिर न दिखाएँ",
    left="ठीक है। आपका संदेश वैसा ही रहेगा।",
    stopped="ठीक है, यह अब किसी भी चैनल में नहीं दिखेगा।",
    again="फिर से दिखाएँ",
    resumed="जहाँ संदेश में काम की बात न हो, वहाँ मैं फिर मदद करूँगा।",
    title="जानकारी जोड़ें",
    about="बात किस बारे में है?",
    about_hint="जो अभी-अभी जागा हो, उसे क्या पता होना चाहिए।",
    need="आपको क्या चाहिए?",
    need_hint="जवाब, फ़ैसला, समीक्षा या मदद।",
    by="कब तक?",
    by_hint="समय हो तो टाइम ज़ोन के साथ: गुरु 15:00 दिल्ली",
    links="लिंक",
    links_hint="हर पंक्ति में एक पता।",
    submit="थ्रेड में भेजें",
    close="रद्द करें",
    still_empty="इससे अभी कोई कुछ नहीं कर सकता: लिखिए कि बात किस बारे में है।",
    no_link="“{link}” कोई पता नहीं है: https:// के साथ लिखिए, हर पंक्ति में एक।",
    stands="आपने जो जोड़ा, वह आपके संदेश के थ्रेड में है; आगे वहीं लिखिए।",
    asked="{name} आपकी मदद करना चाहते हैं और थोड़ी और जानकारी चाहिए। "
    "बताइए कि बात किस बारे में है, यह सीधे उन तक पहुँचेगी।",
    there="आपका संदेश",
    origin="मूल संदेश",
    added="{name} ने जानकारी जोड़ी:",
)

_WORDS: Mapping[str, NudgeWords] = {
    "en": _EN,
    "de": _DE,
    "fr": _FR,
    "es": _ES,
    "pt": _PT,
    "ja": _JA,
    "zh": _ZH,
    "hi": _HI,
}


def words_in(language: str, *, locale: str = "") -> NudgeWords:
    """Those of a language; else of a locale (`de-DE`); else the English ones."""
    return _WORDS.get(language) or _WORDS.get(locale[:2].lower()) or _EN
