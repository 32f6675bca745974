import Domain
import JSON

/// What holds between the members of one kind of record.
extension RecordNormalisation {
  /// The object with what its kind asks for beyond its members' own rules; nil where it cannot be kept.
  mutating func complete(_ object: JSONObject, as shape: RecordShape) -> JSONObject? {
    var object = object
    switch shape.kind {
    case .service:
      if object["status"] == nil {
        repair("status", "is missing: active was assumed")
        object["status"] = .string("active")
      }
      settleAges(&object)
    case .location: settlePlace(&object)
    case .address: object["country"] = .string(object.text("country").map(FeedText.country) ?? "GB")
    case .organization, .taxonomy, .taxonomyTerm:
      if object["name"] != nil || shape.kind == .taxonomy && !shape.mayBeReference { break }
      guard shape.mayBeReference else {
        repair("has no name: left out")
        return nil
      }
      repair("has no name: nothing but its id is kept")
      return JSONObject(Array(object.members.prefix(1)))
    default: break
    }
    return object
  }

  private mutating func settleAges(_ service: inout JSONObject) {
    guard let least = service.number("minimum_age"), let most = service.number("maximum_age"), least > most
    else { return }
    repair("minimum_age", "is above maximum_age: both are left out")
    service["minimum_age"] = nil
    service["maximum_age"] = nil
  }

  /// Gives a location its type, and its point on the National Grid: from its coordinates, or else from a postcode.
  private mutating func settlePlace(_ location: inout JSONObject) {
    if location["location_type"] == nil {
      repair("location_type", "is missing: physical was assumed")
      location["location_type"] = .string("physical")
    }
    var point: GridPoint?
    if let latitude = location.number("latitude"), let longitude = location.number("longitude") {
      if latitude == 0, longitude == 0 {
        repair("latitude", "and longitude are 0, which is in the Gulf of Guinea: left out")
        location["latitude"] = nil
        location["longitude"] = nil
      } else {
        point = Position(latitude: latitude, longitude: longitude).flatMap { GridPoint($0) }
      }
    }
    if point == nil, case .array(let addresses) = location["addresses"] {
      for address in addresses where point == nil { point = postcodes[address.object?.text("postal_code") ?? ""] }
    }
    if let point {
      location["easting"] = .number(JSONNumber(point.easting))
      location["northing"] = .number(JSONNumber(point.northing))
    }
  }

  /// An amount in words ("Free") is what families need to know, and moves to where words belong.
  mutating func keepWords(ofAmountIn source: JSONObject, in cost: inout JSONObject) {
    guard cost["amount"] == nil, cost["amount_description"] == nil, case .string(let words) = source["amount"]
    else { return }
    repair("amount", "is kept as amount_description")
    cost["amount_description"] = .string(FeedText.prose(words))
  }
}

extension JSONObject {
  func text(_ member: String) -> String? {
    if case .string(let text) = self[member] { text } else { nil }
  }

  func number(_ member: String) -> Double? {
    if case .number(let number) = self[member] { number.double } else { nil }
  }
}

extension JSONValue {
  var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }
}
