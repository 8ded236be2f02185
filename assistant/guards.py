"""What is stopped before the search: unusable input, danger, advice, opinions, invention, orders.

Each rule is a form of words, kept here with what it is for; a question that names a thing in the
papers ("suicide prevention", "domestic abuse support") is not danger by itself: the danger is
in the first person, and now.
"""

import re
import unicodedata

from assistant.answer import MAX_QUESTION, AnswerStatus, Says
from index.keywords import stems

_ME = r"(?:i|i'?m|im|i'?ve|ive|me|my|we|our|us|he|she|him|her|his|son|daughter|baby|mum|mother|dad|father|husband|wife|partner|friend|nan|child|kid|toddler|brother|sister|neighbour)"
_DANGER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|drown) (?:my ?self|himself|herself)\b|\bself[- ]?harm(?:ing)?\b.{0,20}\b(?:i|me|my|she|he)\b|\b(?:i|she|he|daughter|son)\b.{0,20}\bself[- ]?harm",
        r"\b(?:want|wants|going|wish|ready|rather|better) (?:to |be )?(?:die|dead|be dead|end (?:it|my life|everything))\b|\bend(?:ing)? (?:it all|my life|her life|his life)\b|\bdon'?t want to (?:live|be here|wake up|go on|be alive)\b|\bno (?:point|reason) (?:in )?(?:living|going on|to live)\b|\bcan'?t go on\b|\btake my own life\b|\bbetter off (?:dead|without me)\b",
        r"\b(?:i'?m|i am|feel|feeling|been|he'?s|she'?s|(?<!who )is) (?:\w+ ){0,2}suicidal\b|\b(?:taken|took|swallowed|had) (?:an overdose|too many|all (?:my|her|his|the)|a (?:load|lot|whole|handful|bottle) of) ?\w* ?(?:pills|tablets|paracetamol|medicine|meds)?|\b(?:i|i'?ve|he|he'?s|she|she'?s|they|has|have|had|just|someone|somebody) (?:\w+ )?overdosed\b|\boverdosing\b|\b(?:take|taking|on) an overdose\b",
        r"\b(?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father|mum|mother|stepdad|son|brother|carer|he|she|they)\b.{0,25}\b(?:hits?|hitting|beats?|beating|punch\w*|strangl\w*|chok\w*|attack\w*|threaten\w*|rap(?:ed|es|ing)|abus(?:es|ing|ed)|kick\w*|hurts?|hurting|slap\w*|touch(?:es|ed|ing)) (?:me|us|my|her|him|the kids|the children)\b",
        r"\b(?:i'?m|i am|we'?re) (?:\w+ ){0,2}(?:afraid|scared|frightened|terrified) (?:of (?:him|her|my (?:husband|wife|partner|dad|mum|son|ex))|to go home|he|she|for my life|at home)\b|\bnot safe (?:at home|here|in my)\b|\bi'?m not safe\b|\bnowhere (?:safe )?to (?:go|sleep) (?:tonight|now)\b|\b(?:i'?m|am|i|she'?s|he'?s|we'?re) being (?:abused|beaten|attacked|hit|raped|stalked)\b|\bi(?: was| have been| got|'?ve been) (?:raped|attacked|assaulted|stabbed|abused|beaten)\b",
        r"\b(?:chest pains?|pains? in (?:my|his|her) chest|can'?t breathe|not breathing|stopped breathing|struggling to breathe|turning blue|unconscious|passed out|collapsed|won'?t (?:stop bleeding|wake|wake up)|bleeding (?:heavily|badly|a lot|out)|having a (?:stroke|heart attack|seizure|fit)|heart attack (?:now|right now)|fitting|face (?:has |is )?(?:dropped|drooping)|slurr(?:ed|ing))\b"
        rf"(?=.*\b{_ME}\b)|\b{_ME}\b.*\b(?:chest pains?|can'?t breathe|not breathing|stopped breathing|struggling to breathe|turning blue|is unconscious|passed out|collapsed|won'?t (?:stop bleeding|wake)|bleeding (?:heavily|badly|a lot))\b",
        r"\b(?:hearing|hear) voices\b.{0,40}\b(?:tell|telling|hurt|kill)|\bvoices (?:are )?tell(?:ing)?\b|\bgoing to (?:hurt|kill|stab) (?:someone|somebody|him|her|them)\b",
        r"\b(?:number|phone|call|ring|text|contact|reach|(?:speak|talk) to)\b.{0,30}\bsamaritans\b|\bsamaritans\b.{0,20}\b(?:number|phone|helpline|line)\b",
        r"\bchild(?:ren)? (?:is|are) being (?:hurt|abused|beaten|neglected|left alone)\b|\bneighbour'?s? (?:kid|child|baby)\w* .{0,30}(?:scream|bruis|hit|hurt)",
    )
)
_MEDICAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bshould (?:i|we|he|she|my \w+) (?:give|take|stop|start|increase|reduce|up|double|be worried|see|go to (?:a&e|hospital)|ring|call|worry)\b",
        r"\b(?:can|could|may|is it (?:ok|okay|safe|alright|fine)(?: for (?:me|him|her|my \w+))? to|do) (?:i |he |she |my \w+ )?(?:take|mix|give|have|drink|double|crush|stop taking)\b.{0,40}\b(?:tablets?|pills?|dose|doses|paracetamol|ibuprofen|calpol|aspirin|antibiotics?|insulin|metformin|statins?|medication|medicine|meds|warfarin|antidepressants?|sertraline|morphine|codeine|inhaler|alcohol)\b",
        r"\b(?:what|which|how much|how many) (?:dose|dosage|tablets?|pills?|paracetamol|ibuprofen|calpol|insulin|medicine|medication)\b.{0,40}\b(?:i|he|she|my|take|give|need|safe)\b",
        r"\b(?:is|could|might) (?:it|this|that|my \w+) (?:be )?(?:cancer|cancerous|serious|dementia|alzheimer'?s|a stroke|diabetes|infected|sepsis|meningitis|contagious|a heart attack)\b",
        r"\b(?:do|have|has|got) (?:i|he|she|my \w+) (?:got |have )?(?:cancer|dementia|diabetes|adhd|autism|depression|covid|a stroke|sepsis|meningitis|alzheimer'?s)\b",
        r"\bmy (?:blood pressure|temperature|blood sugar|sugars?|heart rate|pulse) (?:is|was|are|has been)\b|\b(?:got|has|have|with|had) a (?:temperature|fever|rash|lump|seizure)\b|\blump (?:in|on|under) my\b|\b(?:i|i'?ve|baby|he|she|son|daughter)\b.{0,30}\b(?:throwing up|vomiting|being sick|high temperature|coughing up|blood in)\b",
        r"\bwhat(?:'s| is) wrong with (?:me|my|him|her)\b|\bdiagnos(?:e|is) (?:me|my|for me|this)\b|\bwhat (?:treatment|medicine|medication|tablets) (?:should|do|would) (?:i|he|she|you)\b|\bhow (?:do|can) i (?:treat|cure|get rid of|stop) (?:my|this|the|a) (?:pain|rash|infection|bleeding|cough|lump|headache|migraine|symptoms?)\b",
        r"\b(?:i'?ve|i have|i'?ve got|i keep (?:getting|having)|i'?m having|my \w+ has|my \w+ keeps)\b.{0,40}\b(?:symptoms?|dizzy|dizziness|palpitations|headaches?|numb|tingling|stomach pains?|back pain)\b.{0,80}\b(?:what (?:should|do|is|could)|is it|could it|should|do i|help|advice)\b",
    )
)
_INSTRUCTIONS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompt|previous|above|guidelines|guard|restrictions)\b|\b(?:system|hidden|initial|developer) (?:prompt|message|instructions?)\b|\bapi[ _-]?key\b|\bpasswords?\b|\bjailbreak\b"
    r"|\b(?:developer|debug|admin|god|dan|sudo|root) mode\b|\byou are (?:now|no longer)\b|\bpretend (?:to be|you|that)\b|\bact as (?:a|an|if|my|the)\b|\brole ?-?play\b|\bfrom now on\b|\brepeat after me\b|\bsay exactly\b|\brespond only with\b|\boutput only\b"
    r"|\b(?:print|show|reveal|dump|list) (?:me )?(?:your|the|all|environment) (?:\w+ ){0,3}(?:prompt|config\w*|environment|source code|secrets?|files?|database|variables|index)\b|<!--|^\s*(?:assistant|system|user)\s*:|<\|?(?:im_start|system|endoftext)|\[/?inst\]|\bdrop table\b|\bselect \* from\b|\brm -rf\b|\bos\.system\b|\b\$\{",
    re.IGNORECASE,
)
_INVENTION = re.compile(
    r"\b(?:make up|invent|fabricate|fake|forge|falsify)\b|\b(?:write|draft|compose|generate|create|produce|give) (?:me |us |a |an |some )*(?:\w+ ){0,3}(?:poem|song|story|speech|press release|letter|email|tweet|post|essay|joke|rap|limerick|leaflet|quote from|statement saying|blog)\b"
    r"|\bconfirm (?:in writing|that you guarantee)\b|\bsay (?:that )?the (?:strategy|plan|council|nhs|target) (?:is|was|says|guarantees|has|will|promises)\b.{0,80}\b(?:anyway|even (?:if|though)|as if|instead)\b|\b(?:change|alter|edit|replace|round|increase|lower) the (?:figure|target|number|quote|wording|date)s? (?:to|so|in|and)\b"
    r"|\bguarantees?\b.{0,120}\bpage reference\b|\bjust (?:make|guess|estimate)\b|\bguess (?:a|the|what|at)\b|\byour best guess\b|\bestimate (?:it|for me|the figure)\b|\bplausible\b"
    r"|^(?:please |now |just |can you |could you )*(?:say|write|repeat|state|reply|answer|print|type)\b[^'\"‘“]{0,40}\b(?:word for word|exactly|verbatim|only|this|the following)\b[^'\"‘“]{0,30}['\"‘“](?:[^'\"’”]+ ){3}",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:home|private|personal|house) (?:address|number|phone|mobile|email|telephone)\b|\b(?:mobile|phone) number\b.{0,30}\b(?:home|private|personal)\b|\bmobile number\b|\bwhere does .{2,40} live\b|\b(?:date of birth|national insurance|(?:my|his|her|their|\w+'s) nhs number|bank (?:details|account)|passport number|(?:his|her|their|someone'?s|\w+'s) medical (?:records?|notes|history)|salary of|religion of|sexuality|married to|is (?:cllr|councillor|dr|mr|mrs|ms)\.? \w+ (?:\w+ ){0,2}(?:gay|ill|married|divorced|pregnant))\b"
    r"|\bhow old is (?:cllr|councillor|dr|mr|mrs|ms|roger|anjan|vince|cedi)\b|\b(?:cllr|councillor|dr|mr|mrs|ms) [A-Z]\w+'?s? (?:wife|husband|children|house|car|age|health|salary)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:do|what do|would|dont|don'?t) you (?:personally )?(?:think|believe|reckon|feel|agree|prefer|recommend|suggest|vote|like|trust)\b|\b(?:in )?your (?:own )?(?:opinion|view|verdict|honest)\b|\b(?:is|are|was|were|isn'?t|aren'?t) (?:the |this |it |they |these |kcc |our |that |\w+ ){1,4}(?:any good|good enough|rubbish|useless|a waste|waste of|a joke|realistic|ambitious enough|a disgrace|incompetent|corrupt|lying|liars|pointless|worth it|a good idea|a bad idea|the (?:best|worst)(?= *(?:$|[?.!]|(?:in|at|of) )) *|stupid|evil|failing us)\b"
    r"|\bwho should i vote\b|\bvote for\b(?=.*\b(?:should|who|which party)\b)|\b(?:which|what) (?:political )?party\b|\bwhose fault\b|\bwho(?:'s| is) to blame\b|\bwill (?:it|this|the (?:strategy|plan)|they) (?:actually |really |ever )?(?:work|succeed|fail|happen)\b|\bdo you predict\b|\brate (?:the|this) (?:strategy|plan)\b|\bmarks out of\b|\bout of (?:10|ten)\b"
    r"|\bshould (?:we|kcc|the council|the nhs|councillors|the government|i) (?:really )?(?:vote|approve|reject|support|endorse|scrap|abandon|sack|privati[sz]e)\b|\bbetter than (?:labour|the tories|other councils|surrey|essex|sussex)\b|\bbest (?:councillor|hospital|gp|doctor|trust)\b|\bworst (?:councillor|hospital|gp|doctor|trust)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hiya|hello|hey|yo|good (?:morning|afternoon|evening)|thanks?(?: you)?|thank you|cheers|ta|ok(?:ay)?|bye|goodbye|test(?:ing)?|help|please|\?+|lol|(?:h+m+|m+h?m+|u+[hm]+|e+r+m*|[aeo]+h+|huh+|ha(?:ha)+|wow|yeah|yep|nope|cool|great|nice|sorry|blah)|who are you|what are you)[\s!.?]*(?:there|mate|very much|ok(?:ay)?|thanks?|blah)?[\s!.?]*$",
    re.IGNORECASE,
)


_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_UNSEEN = "\u00ad\u200b\u2060\ufeff"  # what copied text holds within its words: soft hyphens and blanks without width
_ASKS_BESIDES = 2  # words that make a question of what stands beside a comment


def checked_input(question: str) -> tuple[str, Says | None]:
    """The question on one line, and the fixed sentence where it cannot be used."""
    if len(question) > MAX_QUESTION:
        return "", Says.TOO_LONG
    kept = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in "\u200d" else c
        for c in question
        if c not in _UNSEEN
    )
    whole = kept.encode("utf-8", "replace").decode("utf-8")  # half a character is none
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", whole)).strip()
    if not question.strip():
        return "", Says.EMPTY
    if not re.search(r"\w", text):
        return text, Says.EMPTY if not text or set(text) <= set("?!. ") else Says.UNREADABLE
    return text, None


def without_comments(question: str) -> str:
    """The question without what is hidden in comments of markup, where it asks something besides."""
    rest = _COMMENT.sub(" ", question).strip()
    return rest if len(stems(rest)) >= _ASKS_BESIDES else question


def guarded(question: str) -> tuple[AnswerStatus, Says] | None:
    """How a question ends that is not for the papers; None for every other."""
    text = question.replace("’", "'")
    if any(pattern.search(text) for pattern in _DANGER):
        return AnswerStatus.SIGNPOSTED, Says.DANGER
    if any(pattern.search(text) for pattern in _MEDICAL):
        return AnswerStatus.SIGNPOSTED, Says.MEDICAL
    for pattern, says in (
        (_INSTRUCTIONS, Says.INSTRUCTIONS),
        (_PERSONAL, Says.PERSONAL),
        (_INVENTION, Says.INVENTION),
        (_OPINION, Says.OPINION),
    ):
        if pattern.search(text):
            return AnswerStatus.DECLINED, says
    if _GREETING.match(text):
        return AnswerStatus.UNCLEAR, Says.UNCLEAR
    return None
