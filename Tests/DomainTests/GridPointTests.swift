import Testing

@testable import Domain

@Suite struct GridPointTests {
  struct Place: Sendable {
    let postcode: String
    let easting, northing: Int
    let latitude, longitude: Double

    init(_ postcode: String, _ easting: Int, _ northing: Int, _ latitude: Double, _ longitude: Double) {
      self.postcode = postcode
      self.easting = easting
      self.northing = northing
      self.latitude = latitude
      self.longitude = longitude
    }
  }

  /// From the ONS Postcode Directory, November 2025 (Open Government Licence v3.0; contains OS data © Crown copyright
  /// and database right 2025, contains Royal Mail data © Royal Mail copyright and database right 2025). The last four
  /// lie farthest to the west, east, south and north in Dudley.
  static let places = [
    Place("B62 0AA", 398_191, 283_416, 52.4487, -2.02804), Place("B62 8PS", 397_367, 284_805, 52.46118, -2.04018),
    Place("B63 3RH", 396_984, 285_664, 52.4689, -2.04582), Place("DY1 4SB", 394_810, 291_741, 52.52352, -2.07792),
    Place("DY2 8AT", 395_266, 289_052, 52.49935, -2.07116), Place("DY3 2PR", 391_891, 290_728, 52.51438, -2.12092),
    Place("DY5 2UU", 391_838, 286_770, 52.47879, -2.1216), Place("DY8 5UR", 389_937, 286_444, 52.47583, -2.14958),
    Place("DY6 0AL", 387_134, 289_523, 52.50345, -2.19097), Place("B62 0HY", 399_192, 283_977, 52.45375, -2.01332),
    Place("DY9 0DE", 390_751, 281_097, 52.42778, -2.13745), Place("WV4 6GA", 391_719, 295_447, 52.5568, -2.12357),
  ]

  @Test(arguments: places)
  func convertsWithinSixMetres(_ place: Place) throws {
    let point = try #require(GridPoint(easting: place.easting, northing: place.northing))
    let position = try #require(Position(latitude: place.latitude, longitude: place.longitude))
    let converted = try #require(GridPoint(position))
    #expect(converted.distance(to: point) <= 6)
    // Six metres are 0.000054 degrees of latitude and 0.000088 of longitude here.
    #expect(abs(point.position.latitude - place.latitude) <= 0.000054)
    #expect(abs(point.position.longitude - place.longitude) <= 0.000088)
  }

  /// The worked example in annexe C of "A guide to coordinate systems in Great Britain".
  @Test func projectsTheWorkedExampleOfOrdnanceSurvey() {
    let place = Geodetic(
      latitude: (52 + 39.0 / 60 + 27.2531 / 3600) / NationalGrid.degreesInRadian,
      longitude: (1 + 43.0 / 60 + 4.5177 / 3600) / NationalGrid.degreesInRadian)
    let (easting, northing) = NationalGrid.projected(place)
    #expect(abs(easting - 651_409.903) < 0.001)
    #expect(abs(northing - 313_177.270) < 0.001)
    let back = NationalGrid.unprojected(easting: 651_409.903, northing: 313_177.270)
    #expect(abs(back.latitude - place.latitude) < 1e-9)
    #expect(abs(back.longitude - place.longitude) < 1e-9)
  }

  @Test func comesBackToTheSameMetreFromAnywhereOnTheGrid() throws {
    for easting in stride(from: 0, through: 700_000, by: 100_000) {
      for northing in stride(from: 0, through: 1_300_000, by: 100_000) {
        let point = try #require(GridPoint(easting: easting, northing: northing))
        #expect(GridPoint(point.position) == point)
      }
    }
  }

  @Test(arguments: [(-1, 0), (0, -1), (700_001, 0), (0, 1_300_001), (Int.max, Int.min)])
  func endsWithTheGrid(_ easting: Int, _ northing: Int) {
    #expect(GridPoint(easting: easting, northing: northing) == nil)
  }

  @Test(
    arguments: [(0.0, 0.0), (48.8566, 2.3522), (-52.5, 2.0), (52.5, 40.0), (52.5, 4.0), (90.0, -2.0)]
      as [(Double, Double)])
  func refusesPlacesElsewhere(_ latitude: Double, _ longitude: Double) throws {
    #expect(GridPoint(try #require(Position(latitude: latitude, longitude: longitude))) == nil)
  }

  @Test(
    arguments: [
      (90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (.nan, 0), (0, .nan), (.infinity, 0),
    ] as [(Double, Double)])
  func refusesPositionsThatAreNotOnEarth(_ latitude: Double, _ longitude: Double) {
    #expect(Position(latitude: latitude, longitude: longitude) == nil)
  }

  @Test func measuresStraightLines() throws {
    let here = try #require(GridPoint(easting: 394_300, northing: 290_200))
    let there = try #require(GridPoint(easting: 394_600, northing: 289_800))
    #expect(here.distance(to: there) == 500)
    #expect(there.distance(to: here) == 500)
    #expect(here.distance(to: here) == 0)
  }
}
