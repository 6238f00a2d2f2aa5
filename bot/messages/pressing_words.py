"""What the note about pressing and asking again says, in the language of the message."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PressingWords:
    """One language's. {name}: whom the message is to; {clock}: what it is for them; {when}: an instant."""

    pressed: str
    chased: str
    remind: str
    urgent: str
    never: str
    reminded: str
    stopped: str
    again: str
    resumed: str


_EN = PressingWords(
    pressed="It is {clock} for {name}, who is back {when}. Your message waits for them until then. "
    "Only you see this.",
    chased="Your request to {name} still has its time: expect an answer by {when}. Only you see this.",
    remind="Remind them in their morning",
    urgent="It is urgent",
    never="No such notes for me",
    reminded="{name} finds a link to your message in their morning note, {when}.",
    stopped="All right, I will tell you no more of this, in any channel.",
    again="Tell me again",
    resumed="I will tell you again when somebody you write to is not at work.",
)

_DE = PressingWords(
    pressed="Bei {name} ist es {clock}; zurück: {when}. Deine Nachricht wartet bis dahin. Das siehst nur du.",
    chased="Deine Anfrage an {name} hat noch Zeit: Rechne mit einer Antwort bis {when}. Das siehst nur du.",
    remind="Am Morgen erinnern",
    urgent="Es ist dringend",
    never="Solche Hinweise nicht",
    reminded="{name} findet einen Link zu deiner Nachricht in der Notiz am Morgen, {when}.",
    stopped="In Ordnung, das sage ich dir nicht mehr, in keinem Kanal.",
    again="Wieder sagen",
    resumed="Ich sage es dir wieder, wenn jemand, dem du schreibst, nicht arbeitet.",
)

_FR = PressingWords(
    pressed="Il est {clock} chez {name}, de retour {when}. Votre message l'attend jusque-là. "
    "Vous seul voyez ceci.",
    chased="Votre demande à {name} est encore dans les temps : réponse attendue d'ici {when}. "
    "Vous seul voyez ceci.",
    remind="Le rappeler au matin",
    urgent="C'est urgent",
    never="Plus de ces notes",
    reminded="{name} trouvera un lien vers votre message dans sa note du matin, {when}.",
    stopped="D'accord, je ne vous le dirai plus, dans aucun canal.",
    again="Me le redire",
    resumed="Je vous le redirai quand quelqu'un à qui vous écrivez ne travaille pas.",
)

_ES = PressingWords(
    pressed="Son las {clock} para {name}, que vuelve {when}. Tu mensaje le espera hasta entonces. "
    "Solo tú ves esto.",
    chased="Tu petición a {name} aún está en plazo: espera una respuesta antes de {when}. Solo tú ves esto.",
    remind="Recordárselo por la mañana",
    urgent="Es urgente",
    never="No más avisos así",
    reminded="{name} encontrará un enlace a tu mensaje en su nota de la mañana, {when}.",
    stopped="De acuerdo, no te lo diré más, en ningún canal.",
    again="Volver a avisarme",
    resumed="Te avisaré de nuevo cuando alguien a quien escribes no esté trabajando.",
)

_PT = PressingWords(
    pressed="São {clock} para {name}, que volta {when}. Sua mensagem espera até lá. Só você vê isto.",
    chased="Seu pedido a {name} ainda está no prazo: espere uma resposta até {when}. Só você vê isto.",
    remind="Lembrar pela manhã",
    urgent="É urgente",
    never="Sem avisos assim",
    reminded="{name} vai achar um link para a sua mensagem na nota da manhã, {when}.",
    stopped="Tudo bem, não digo mais isso, em nenhum canal.",
    again="Avisar de novo",
    resumed="Aviso de novo quando alguém a quem você escreve não estiver trabalhando.",
)

_JA = PressingWords(
    pressed="{name}さんの現地時刻は{clock}です。次の勤務開始は{when}で、メッセージはそれまでお待ちします。"
    "これはあなただけに見えています。",
    chased="{name}さんへの依頼はまだ期限内です。{when}までに返事の見込みです。これはあなただけに見えています。",
    remind="朝に知らせる",
    urgent="緊急です",
    never="今後は表示しない",
    reminded="{name}さんの朝のお知らせ({when})に、このメッセージへのリンクを載せます。",
    stopped="わかりました。今後はどのチャンネルでも表示しません。",
    again="また表示する",
    resumed="相手が勤務時間外のとき、またお知らせします。",
)

_ZH = PressingWords(
    pressed="{name} 那边现在是 {clock}，{when} 回来工作。你的消息会等到那时。这条提示只有你能看到。",
    chased="你给 {name} 的请求还在约定时间内：预计 {when} 之前会有答复。这条提示只有你能看到。",
    remind="早上提醒对方",
    urgent="这件事很紧急",
    never="不再提示我",
    reminded="{name} 会在早间便笺（{when}）里看到你这条消息的链接。",
    stopped="好的，以后在任何频道都不再提示。",
    again="重新提示",
    resumed="对方不在工作时间时，我会再次提示你。",
)

_HI = PressingWords(
    pressed="{name} के यहाँ अभी {clock} बजे हैं; वे {when} लौटेंगे। आपका संदेश तब तक रहेगा। यह सिर्फ़ आपको दिख रहा है।",
    chased="{name} से आपके अनुरोध का समय अभी बाकी है: {when} तक जवाब की उम्मीद रखें। यह सिर्फ़ आपको दिख रहा है।",
    remind="सुबह याद दिलाएँ",
    urgent="यह बहुत ज़रूरी है",
    never="ऐसी सूचना न दें",
    reminded="{name} को सुबह के नोट ({when}) में आपके संदेश का लिंक मिलेगा।",
    stopped="ठीक है, यह अब किसी भी चैनल में नहीं बताऊँगा।",
    again="फिर से बताएँ",
    resumed="जिसे आप लिखते हैं, वह काम पर न हो तो मैं फिर बताऊँगा।",
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
