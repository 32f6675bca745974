import Domain

extension ORUK {
  /// Where people must live to use a service.
  struct ServiceArea: FeedShape {
    var id: Identifier
    var name: String?
    var description: String?
    var extent: String?
    var extentType: String?
    var uri: String?
    var serviceArea: String?

    enum CodingKeys: String, CodingKey {
      case id, name, description, extent
      case extentType = "extent_type"
      case uri
      case serviceArea = "service_area"
    }

    static let descriptions = sharedDescriptions("id").adding([
      "name": "What the area is called.",
      "description": "What the area takes in, in words.",
      "extent": "The area's outline, in the format that `extent_type` names.",
      "extent_type": "The format of the outline: `geojson`, `topojson`, `kml` or `text`.",
      "uri": "A lasting name for the area on the web, such as that of its statistical code.",
      "service_area": "An older member for the name, kept for suppliers that still fill it: prefer `name`.",
    ])

    static let example = ServiceArea(
      id: exampleID(0x37),
      name: "Dudley",
      description: "Anyone whose home or school is in the Metropolitan Borough of Dudley.",
      extent: "{\"type\":\"Point\",\"coordinates\":[-2.0989,52.5063]}",
      extentType: "geojson",
      uri: "http://statistics.data.gov.uk/id/statistical-geography/E08000027",
      serviceArea: "Dudley")
  }
}
