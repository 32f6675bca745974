/// A place on the National Grid of Great Britain (OSGB36), in whole metres.
///
/// Metres are whole because nothing here is known more exactly: a postcode stands for some fifteen addresses, and a
/// position in latitude and longitude is converted to within about 5 metres.
public struct GridPoint: Hashable, Sendable {
  /// Metres east of the grid's false origin, 0–700,000.
  public let easting: Int
  /// Metres north of the grid's false origin, 0–1,300,000.
  public let northing: Int

  /// The eastings of the hundred-kilometre squares that the grid letters name.
  public static let eastings = 0...700_000
  /// The northings of the hundred-kilometre squares that the grid letters name.
  public static let northings = 0...1_300_000

  /// The place with these coordinates, or nil outside of the grid.
  public init?(easting: Int, northing: Int) {
    guard Self.eastings ~= easting, Self.northings ~= northing else { return nil }
    self.easting = easting
    self.northing = northing
  }

  /// The place nearest to `position`, to within about 5 metres, or nil outside of the grid.
  ///
  /// The grid's rectangle takes in some sea, the Isle of Man and most of Northern Ireland, whose own grid is another;
  /// distances between such places are right all the same.
  public init?(_ position: Position) {
    // Far from the grid the projection's series means nothing, so what cannot be on it is not asked.
    guard 49...62 ~= position.latitude, -10...4 ~= position.longitude else { return nil }
    let (easting, northing) = NationalGrid.coordinates(of: position)
    self.init(easting: Int(easting.rounded()), northing: Int(northing.rounded()))
  }

  /// The place in latitude and longitude, to within about 5 metres, rounded to six decimals of a degree.
  public var position: Position {
    NationalGrid.position(easting: Double(easting), northing: Double(northing))
  }

  /// Metres to `other` along a straight line on the grid, which differs from the ground by less than 1 in 1,000.
  public func distance(to other: GridPoint) -> Double {
    let east = Double(easting - other.easting)
    let north = Double(northing - other.northing)
    return (east * east + north * north).squareRoot()
  }
}
