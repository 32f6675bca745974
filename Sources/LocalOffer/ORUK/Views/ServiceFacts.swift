import API
import Domain

extension ORUK {
  /// What a service says of itself, wherever it is shown.
  struct ServiceFacts: Described {
    var id: Identifier
    var organizationID: Identifier?
    var name: String
    var alternateName: String?
    var description: String?
    var url: URIText?
    var email: EmailText?
    var status: ServiceStatus
    var interpretationServices: String?
    var applicationProcess: String?
    var feesDescription: String?
    var waitTime: String?
    var fees: String?
    var accreditations: String?
    var eligibilityDescription: String?
    var minimumAge: Double?
    var maximumAge: Double?
    var assuredDate: LocalDate?
    var assurerEmail: EmailText?
    var licenses: String?
    var alert: String?
    var lastModified: Instant

    enum CodingKeys: String, CodingKey {
      case id
      case organizationID = "organization_id"
      case name
      case alternateName = "alternate_name"
      case description, url, email, status
      case interpretationServices = "interpretation_services"
      case applicationProcess = "application_process"
      case feesDescription = "fees_description"
      case waitTime = "wait_time"
      case fees, accreditations
      case eligibilityDescription = "eligibility_description"
      case minimumAge = "minimum_age"
      case maximumAge = "maximum_age"
      case assuredDate = "assured_date"
      case assurerEmail = "assurer_email"
      case licenses, alert
      case lastModified = "last_modified"
    }

    static let descriptions = [
      "id": "The service's UUID, which stays the same for as long as the service is listed.",
      "organization_id": "The id of the organisation that provides the service.",
      "name": "What the service is called.",
      "alternate_name": "Another name that people know the service by.",
      "description": "What the service does and for whom, as plain text in which a blank line ends a paragraph.",
      "url": "The service's own web page.",
      "email": "Where to write to the service.",
      "status": "Whether the service can be used at present: `active` ones are for families to see.",
      "interpretation_services": "Help with interpreting that people can have while they use the service.",
      "application_process": "How to get a place or an appointment: whom to ask, what to send, who decides.",
      "fees_description": "What the service costs, in words; the amounts are in `cost_options`.",
      "wait_time": "How long people usually wait for the service.",
      "fees": "An older member for costs, kept for suppliers that still fill it: prefer `fees_description`.",
      "accreditations": "Quality marks and registrations that the service holds.",
      "eligibility_description": "Who may use the service, in words.",
      "minimum_age": "The youngest age, in years, of those who may use the service: 0.5 is six months.",
      "maximum_age": "The oldest age, in years, of those who may use the service.",
      "assured_date": "The day on which somebody last checked that this information is right.",
      "assurer_email": "Where to write to those who checked the information.",
      "licenses": "Licences that the service needs by law, in words.",
      "alert": "News that people should see first, such as a closure this week.",
      "last_modified": "When the supplier last changed the service or something that belongs to it.",
    ]

    static let example = ServiceFacts(
      id: exampleID(1),
      organizationID: OrganizationSummary.example.id,
      name: "Saturday Sensory Play",
      alternateName: "Copperleaf Saturdays",
      description: """
        Two hours of unhurried play in a light room, a soft room and a garden, six children at a time.

        A play worker stays with your child while you have a cup of tea with other parents, or you can join in.
        """,
      url: URIText(rawValue: "https://www.copperleaf.example/saturday-sensory-play")!,
      email: EmailText(rawValue: "saturdays@copperleaf.example")!,
      status: .active,
      interpretationServices: "Tell us a week ahead, and we book a British Sign Language interpreter at no charge.",
      applicationProcess: "Ring or write to the play team. You need neither a diagnosis nor a referral.",
      feesDescription: "£3.50 a session; free for families on a low income.",
      waitTime: "Most children start within four weeks.",
      fees: "£3.50 a session",
      accreditations: "Black Country Inclusive Play Award",
      eligibilityDescription:
        "Children aged 2 to 11 with special educational needs or a disability who live in Dudley.",
      minimumAge: 2,
      maximumAge: 11,
      assuredDate: LocalDate("2026-09-14")!,
      assurerEmail: EmailText(rawValue: "local.offer@dudley-council.example")!,
      licenses: "On Ofsted's childcare register",
      alert: "No session on 24 October: the hall's heating is being repaired.",
      lastModified: Instant("2026-10-14T09:30:00.125Z")!)
  }
}
