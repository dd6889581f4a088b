"""First names that many children in American schools bear, but for those that are words, months or places as well.

Only ever a hint: beside what a child did, or a parent, such a name makes the question about students' names likelier.
"""

NAMES = """
aaliyah aaron abby abdul abigail adam adrian ahmed aidan aiden aisha alana alejandra alejandro alex alexa alexander
alexandra alexis ali alice alicia alina alondra alyssa amanda amaya amber amelia amir amy ana andre andrea andres
andrew angel angela angelina anna annie anthony antonio ari ariana arianna asher ashley aubrey ava avery axel ayden
bella ben benjamin bianca blake brandon brayden brenda brian brianna brody brooklyn bryan caleb cameron camila
camille carlos carmen caroline carter cesar charlie charlotte chloe chris christian christopher cindy claire cody
colin connor cooper cynthia daisy damian damien daniel daniela danielle danny darius david deandre delilah demetrius
destiny devin diana diego dominic dylan edgar eduardo eleanor elena eli elias elijah elizabeth ella ellie emanuel
emilia emiliano emily emma emmanuel enrique eric erica erik esmeralda esteban ethan eva evan evelyn ezekiel ezra
fatima felix fernando francisco gabriel gabriela gavin genesis george gianna giovanni giselle gloria guadalupe
gustavo hannah harper hassan hazel hector henry hudson hugo hunter ian ibrahim imani ingrid isaac isabel isabella
isaiah isla ivan jace jack jackson jacob jada jaden jaiden jake jamal james jamie jasmine jason javier jaxon jayden
jaylen jazmin jeff jenna jennifer jeremiah jeremy jerome jesse jessica jesus jimena joaquin jocelyn joe joel john
johnny jonah jonathan jordan jorge jose joseph joshua josiah josue juan julia julian juliana julie julio kaitlyn
karen karina karla kate katherine kayden kayla kaylee keisha kelly kenneth kevin khadijah kiara kyle kylie landon
laura lauren layla leah leo leon leonardo leslie leticia levi liam lily linda lisa logan lola lucas lucia lucy luis
luke luna lupe mackenzie madeline madison makayla malachi malik manuel marco marcos marcus maria mariah mariana
mario marissa marlon martin mateo matthew maya mckenzie megan melanie melissa mia micah michael michelle miguel
miles mohamed mohammed molly monica muhammad mustafa naomi natalia natalie nathan nathaniel nayeli nevaeh nia
nicholas nicolas nicole noah noelle nora oliver olivia omar oscar owen paige paola parker patricia patrick paul
pedro penelope peyton quinn rachel rafael raul rebecca ricardo riley robert roberto rodrigo roman rosa ruby ryan
sabrina salma samantha sammy samuel sandra santiago sara sarah saul savannah scarlett sebastian selena sergio shania
shawn shreya sienna sofia sophia sophie stella stephanie steven susana sydney tamika tanisha tatiana taylor theo
thomas tiana tiffany timmy timothy tommy tony trevon trevor trinity tyler tyrone valentina valeria vanessa veronica
victor victoria vincent violeta wendy wesley william xavier ximena yadira yahir yesenia yolanda yusuf zachary zara
zion zoe zoey
"""
FIRST_NAMES = frozenset(NAMES.split())
