/// The words that generated services are made of.
enum SampleWords {
  static let qualities = words(
    """
    Bright Happy Open Rainbow Gentle Busy Little Sunny Calm Active Friendly Quiet Stepping Golden Lively Wild Green
    Early Silver Curious Brave Meadow Willow Oak Copper Harbour Lantern Kestrel Primrose Bramble
    """)
  static let activities = words(
    """
    Play Club|Stay and Play|Youth Group|Swimming|Speech and Language Drop-in|Parent Forum|Sensory Room|Short Breaks
    Advice Service|Early Years Setting|After School Club|Holiday Scheme|Music Therapy|Drama Workshop|Football
    Occupational Therapy|Portage Home Visiting|Independent Travel Training|Supported Internships|Autism Outreach
    Sibling Group|Trampolining|Gardening Project|Sign Language Lessons|Equipment Library|Respite Care|Mentoring
    Counselling|Physiotherapy Clinic|Hydrotherapy|Reading Circle|Cookery Class|Bereavement Support|Job Coaching
    """, separator: "|\n")
  static let kinds = words(
    "Trust|Centre|Community Group|Foundation|School|Services|Association|Project", separator: "|")
  static let places = words(
    """
    Dudley|Stourbridge|Halesowen|Brierley Hill|Kingswinford|Sedgley|Coseley|Netherton|Lye|Gornal|Wordsley|Amblecote
    Pensnett|Quarry Bank|Cradley|Wollaston
    """, separator: "|\n")
  static let streets = words(
    "High Street|Church Road|Park Lane|Mill Close|Station Road|Orchard Way|Tower Street|Priory Road|Canal Walk",
    separator: "|")
  static let openings = words(
    """
    We offer|Families can find|Our team provides|Every week there is|Children enjoy|Parents tell us they value
    Young people choose|Staff are trained in|There is always room for|Ask us about
    """, separator: "|\n")
  static let languages = [
    ("English", "en"), ("Punjabi", "pa"), ("Urdu", "ur"), ("Polish", "pl"), ("Bengali", "bn"), ("Arabic", "ar"),
    ("Gujarati", "gu"), ("Romanian", "ro"), ("British Sign Language", "bfi"),
  ]

  /// From the common to the rare.
  static let vocabulary = words(
    """
    children families support young people parents carers help group needs activities school play time together learning
    friendly staff sessions community local advice information services disabilities autism trained skills fun safe
    friends home health weekly team plan confidence communication speech language therapy sensory space early years
    holiday club evening morning afternoon garden music art sport swimming walking reading cooking drama dance quiet room
    accessible entrance parking toilet changing hoist ramp lift kitchen transport travel bus independent living college
    work training employment mentor coach buddy volunteer referral assessment review meeting professional teacher nurse
    doctor therapist worker adviser coordinator panel funding grant cost free booking form telephone email website
    newsletter workshop course certificate outdoor forest trail playground sandpit trampoline climbing cycling football
    cricket boccia tennis gymnastics judo karate rowing canoeing sailing archery riding ponies chickens allotment compost
    orchard greenhouse pottery weaving knitting sewing origami calligraphy mosaic printmaking puppetry storytelling poetry
    percussion ukulele choir orchestra samba signing makaton braille lipreading hearing vision wheelchair walker splint
    orthotics gastrostomy epilepsy diabetes asthma allergy eczema dyspraxia dyslexia dyscalculia tourette selective mutism
    anxiety attachment resilience mindfulness bereavement adoption fostering kinship siblings grandparents tribunal
    mediation advocacy statutory annual transition preparing adulthood internship apprenticeship supported brokerage
    personal budget respite overnight palliative hospice portage hydrotherapy rebound conductive snoezelen lycra
    proprioception vestibular echolalia stimming hyperlexia synaesthesia aphasia ataxia hypotonia kyphosis nystagmus
    retinoblastoma phenylketonuria galactosaemia narrowboat lamplighter glassblower nailmaker chainmaker limestone
    caverns tramway nightjar goldcrest dragonfly stickleback harebell hawthorn bluebell mistletoe quince medlar damson
    """)

  private static func words(_ text: String, separator: String = " \n") -> [String] {
    text.split { separator.contains($0) }.map(String.init)
  }
}
