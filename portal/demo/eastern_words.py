"""Made-up words of a made-up evening: they show how capture, coding and comparison work."""

U_E, U, E, N = "urgent_essential", "urgent", "essential", "neither"
LOCAL, DIVISION = "local", "division"

MONEY = "Reducing resources and funding"
COURTS = "How the public see offenders being treated"
RURAL = "Rural areas and areas of high transient populations"
PERCEPTION = "Residents’ perceptions of crime, and communication"
CRIMES = "Focus on named crimes and road safety"
PRIVATE = "Work with the private sector"
KNOWLEDGE = "Local knowledge and differing communities"
PCSO = "Future funding and role of PCSOs"
PACT = "Timing of PACT meetings"
RURAL_CRIME = "Rural crime"

# Table, heading, level, the themes that it stands in (none: not coded yet), the words.
# The first of each table with a star was its top priority.
SAID = (
    (1, U_E, "", (MONEY,), "* Fewer staff in every agency and the same number of calls"),
    (1, U_E, LOCAL, (MONEY, PCSO), "We could lose our PCSO and nobody would tell us"),
    (1, U_E, DIVISION, (COURTS,), "Courts should say in plain words why a sentence is short"),
    (1, U, LOCAL, (PACT,), "PACT meetings clash with bringing the children home"),
    (1, E, LOCAL, (KNOWLEDGE,), "Ask the people who have lived on the estate for years"),
    (1, E, DIVISION, (PERCEPTION,), "Good news about crime going down never reaches people"),
    (1, N, "", (), "More flower beds at the station"),
    (1, U, "", (CRIMES,), "Speeding outside the school at a quarter to nine"),
    (2, U_E, "", (MONEY,), "* Grants end in March and nobody knows what comes after"),
    (2, U_E, LOCAL, (PERCEPTION,), "Older people stay in after dark because of what they read"),
    (2, U, LOCAL, (CRIMES,), "Cars broken into at the retail park again and again"),
    (2, E, DIVISION, (COURTS,), "People on early release with nothing to do all day"),
    (2, E, "", (), "One telephone number for everything that is not 999"),
    (2, N, LOCAL, (), "A bigger sign for the police station"),
    (2, U_E, DIVISION, (MONEY,), "Each agency has its own targets and some pull apart"),
    (3, U_E, "", (PERCEPTION,), "* Tell residents what was done about what they reported"),
    (3, U, DIVISION, (RURAL_CRIME,), "Quad bikes stolen from farms on the moor road"),
    (3, E, LOCAL, (PRIVATE,), "Shops would pay for a radio link if somebody asked them"),
    (3, U_E, LOCAL, (CRIMES,), "Young people drinking in the park every Friday"),
    (3, N, "", (), "Different colour for the high visibility jackets"),
    (4, U_E, "", (MONEY,), "* Protect prevention work when budgets are cut"),
    (4, U_E, DIVISION, (COURTS,), "Victims hear about the sentence from the newspaper"),
    (4, U, LOCAL, (PCSO,), "Nobody knows who our PCSO is since the change"),
    (4, U, DIVISION, (RURAL,), "Seasonal workers arrive and services do not know"),
    (4, E, LOCAL, (KNOWLEDGE,), "The Polish families have an association: talk with it"),
    (4, E, "", (PERCEPTION,), "A leaflet twice a year with the real figures"),
    (4, E, DIVISION, (), "Share one map of problems between the agencies"),
    (4, N, LOCAL, (), "A second noticeboard at the library"),
    (4, U_E, LOCAL, (CRIMES,), "Drug dealing behind the garages"),
    (5, U_E, "", (COURTS,), "* Sentences that people can believe in"),
    (5, U_E, LOCAL, (PERCEPTION,), "People think it is worse here than it is"),
    (5, U, "", (PACT,), "Hold one meeting in the morning for those on late shifts"),
    (5, U, DIVISION, (), "Too many forms between the agencies"),
    (5, E, LOCAL, (PRIVATE,), "Ask the housing companies to light the paths"),
    (5, E, DIVISION, (MONEY,), "Buy training together instead of five times"),
    (5, N, "", (), "Newer chairs in the front office"),
    (5, U_E, "", (), "Nobody answers at the weekend"),
    (6, U_E, DIVISION, (MONEY,), "* Keep the youth workers: they cost less than what follows"),
    (6, U_E, LOCAL, (CRIMES,), "Burglaries in the new estate before Christmas"),
    (6, U_E, "", (PERCEPTION,), "Say sorry when something was promised and not done"),
    (6, U_E, LOCAL, (), "Street lights out for months on the back lane"),
    (6, U, LOCAL, (PCSO,), "A PCSO who stays longer than a year"),
    (6, U, DIVISION, (RURAL,), "Response takes forty minutes in the valley"),
    (6, E, LOCAL, (), "A place for teenagers when it rains"),
    (6, E, "", (), "Work with the bus company on the last bus"),
    (6, E, DIVISION, (), "One consent form for all agencies"),
    (6, N, LOCAL, (), "Repaint the bandstand"),
    (8, U_E, "", (), "* Make sure that gaps between services are found and filled"),
    (8, U_E, LOCAL, (MONEY,), "The night shelter closes in spring"),
    (8, U_E, DIVISION, (), "Domestic abuse victims tell their story five times"),
    (8, U, LOCAL, (), "The man at the end house keeps the whole road awake"),
    (8, E, "", (), "Use the parish magazine"),
    (8, E, LOCAL, (), "Teach children how to report something online"),
    (8, N, "", (), "Fewer logos on the letters"),
)
# The end house could be found: what is removed, and why it is, is shown as an example too.
IDENTIFYING = "the end house"
