import Glibc

/// The conversion between WGS84 and the National Grid.
///
/// Formulas and constants are those of Ordnance Survey, "A guide to coordinate systems in Great Britain": annexe A
/// (ellipsoids and projection), annexe B (Cartesian coordinates), annexe C (transverse Mercator) and section 6.6 (the
/// Helmert transformation, within 3.5 metres for 95 % of places). Heights are taken as 0.
enum NationalGrid {
  /// Metres east and north of the false origin, not yet rounded.
  static func coordinates(of position: Position) -> (easting: Double, northing: Double) {
    let global = Geodetic(
      latitude: position.latitude / degreesInRadian, longitude: position.longitude / degreesInRadian)
    let cartesian = HelmertTransformation.toOSGB36.applied(to: Ellipsoid.wgs84.cartesian(global))
    return projected(Ellipsoid.airy1830.geodetic(cartesian))
  }

  /// The place at a point of the grid, rounded to six decimals of a degree.
  static func position(easting: Double, northing: Double) -> Position {
    let cartesian = Ellipsoid.airy1830.cartesian(unprojected(easting: easting, northing: northing))
    let global = Ellipsoid.wgs84.geodetic(HelmertTransformation.toWGS84.applied(to: cartesian))
    return Position(
      checkedLatitude: (global.latitude * degreesInRadian * 1e6).rounded() / 1e6,
      longitude: (global.longitude * degreesInRadian * 1e6).rounded() / 1e6)
  }

  static let degreesInRadian = 180 / Double.pi

  // The projection (annexe A.2): true origin 49° N 2° W, scale on the central meridian, false origin.
  private static let originLatitude = 49 / degreesInRadian
  private static let originLongitude = -2 / degreesInRadian
  private static let originEasting = 400_000.0
  private static let originNorthing = -100_000.0
  private static let scale = 0.9996012717

  /// Easting and northing of a place on the Airy ellipsoid (annexe C.1, whose names I to VI the terms keep).
  static func projected(_ place: Geodetic) -> (easting: Double, northing: Double) {
    let (sine, cosine) = (sin(place.latitude), cos(place.latitude))
    let tan2 = (sine / cosine) * (sine / cosine)
    let tan4 = tan2 * tan2
    let (nu, rho, eta2) = radii(sine: sine)
    let cosine3 = cosine * cosine * cosine
    let cosine5 = cosine3 * cosine * cosine

    let termI = meridianArc(to: place.latitude) + originNorthing
    let termII = nu / 2 * sine * cosine
    let termIII = nu / 24 * sine * cosine3 * (5 - tan2 + 9 * eta2)
    let termIIIA = nu / 720 * sine * cosine5 * (61 - 58 * tan2 + tan4)
    let termIV = nu * cosine
    let termV = nu / 6 * cosine3 * (nu / rho - tan2)
    let termVI = nu / 120 * cosine5 * (5 - 18 * tan2 + tan4 + 14 * eta2 - 58 * tan2 * eta2)

    let east = place.longitude - originLongitude
    let east2 = east * east
    return (
      originEasting + east * (termIV + east2 * (termV + east2 * termVI)),
      termI + east2 * (termII + east2 * (termIII + east2 * termIIIA))
    )
  }

  /// The place on the Airy ellipsoid at an easting and a northing (annexe C.2, whose names VII to XIIA the terms keep).
  static func unprojected(easting: Double, northing: Double) -> Geodetic {
    let north = northing - originNorthing
    var latitude = originLatitude + north / (Ellipsoid.airy1830.semiMajor * scale)
    // Each turn divides the error by 200 and more: four leave less than a millimetre anywhere on the grid.
    for _ in 0..<4 {
      latitude += (north - meridianArc(to: latitude)) / (Ellipsoid.airy1830.semiMajor * scale)
    }
    let (sine, cosine) = (sin(latitude), cos(latitude))
    let tangent = sine / cosine
    let tan2 = tangent * tangent
    let tan4 = tan2 * tan2
    let (nu, rho, eta2) = radii(sine: sine)
    let nu3 = nu * nu * nu
    let nu5 = nu3 * nu * nu
    let nu7 = nu5 * nu * nu

    let termVII = tangent / (2 * rho * nu)
    let termVIII = tangent / (24 * rho * nu3) * (5 + 3 * tan2 + eta2 - 9 * tan2 * eta2)
    let termIX = tangent / (720 * rho * nu5) * (61 + 90 * tan2 + 45 * tan4)
    let termX = 1 / (cosine * nu)
    let termXI = 1 / (6 * cosine * nu3) * (nu / rho + 2 * tan2)
    let termXII = 1 / (120 * cosine * nu5) * (5 + 28 * tan2 + 24 * tan4)
    let termXIIA = 1 / (5040 * cosine * nu7) * (61 + 662 * tan2 + 1320 * tan4 + 720 * tan4 * tan2)

    let east = easting - originEasting
    let east2 = east * east
    return Geodetic(
      latitude: latitude - east2 * (termVII - east2 * (termVIII - east2 * termIX)),
      longitude: originLongitude + east * (termX - east2 * (termXI - east2 * (termXII - east2 * termXIIA))))
  }

  /// The radii of curvature across and along the meridian, and η² (annexe C, equation C2).
  private static func radii(sine: Double) -> (nu: Double, rho: Double, eta2: Double) {
    let eccentricity2 = Ellipsoid.airy1830.eccentricity2
    let flattening = 1 - eccentricity2 * sine * sine
    let nu = Ellipsoid.airy1830.semiMajor * scale / flattening.squareRoot()
    let rho = nu * (1 - eccentricity2) / flattening
    return (nu, rho, nu / rho - 1)
  }

  /// The scaled length of the central meridian from the true origin to a latitude (annexe C, equation C3).
  private static func meridianArc(to latitude: Double) -> Double {
    let airy = Ellipsoid.airy1830
    let n = (airy.semiMajor - airy.semiMinor) / (airy.semiMajor + airy.semiMinor)
    let n2 = n * n
    let n3 = n2 * n
    let difference = latitude - originLatitude
    let sum = latitude + originLatitude
    let first = (1 + n + 5 / 4 * n2 + 5 / 4 * n3) * difference
    let second = (3 * n + 3 * n2 + 21 / 8 * n3) * sin(difference) * cos(sum)
    let third = (15 / 8 * n2 + 15 / 8 * n3) * sin(2 * difference) * cos(2 * sum)
    let fourth = 35 / 24 * n3 * sin(3 * difference) * cos(3 * sum)
    return airy.semiMinor * scale * (first - second + third - fourth)
  }
}

/// Latitude and longitude in radians on some ellipsoid.
struct Geodetic {
  var latitude: Double
  var longitude: Double
}

/// Metres from the centre of an ellipsoid.
struct Cartesian {
  var x: Double
  var y: Double
  var z: Double
}

/// A figure of the Earth (annexe A.1), with lengths in metres.
struct Ellipsoid {
  let semiMajor: Double
  let semiMinor: Double

  static let airy1830 = Ellipsoid(semiMajor: 6_377_563.396, semiMinor: 6_356_256.909)
  static let wgs84 = Ellipsoid(semiMajor: 6_378_137, semiMinor: 6_356_752.3141)

  var eccentricity2: Double { 1 - semiMinor * semiMinor / (semiMajor * semiMajor) }

  /// Annexe B.1, on the surface.
  func cartesian(_ place: Geodetic) -> Cartesian {
    let nu = crossRadius(sine: sin(place.latitude))
    return Cartesian(
      x: nu * cos(place.latitude) * cos(place.longitude),
      y: nu * cos(place.latitude) * sin(place.longitude),
      z: nu * (1 - eccentricity2) * sin(place.latitude))
  }

  /// Annexe B.2, without the height.
  func geodetic(_ point: Cartesian) -> Geodetic {
    let distanceFromAxis = (point.x * point.x + point.y * point.y).squareRoot()
    var latitude = atan2(point.z, distanceFromAxis * (1 - eccentricity2))
    // Near the surface each turn divides the error by more than 10,000: three leave nothing a Double can show.
    for _ in 0..<3 {
      let sine = sin(latitude)
      latitude = atan2(point.z + eccentricity2 * crossRadius(sine: sine) * sine, distanceFromAxis)
    }
    return Geodetic(latitude: latitude, longitude: atan2(point.y, point.x))
  }

  private func crossRadius(sine: Double) -> Double {
    semiMajor / (1 - eccentricity2 * sine * sine).squareRoot()
  }
}

/// A change of datum by shift, rotation and scale (section 6.2, equation 3).
struct HelmertTransformation {
  let shift: Cartesian
  /// Rotation about each axis in radians, which is small.
  let rotation: Cartesian
  let scale: Double

  /// The parameters of section 6.6: metres, seconds of arc, parts per million.
  static let toOSGB36 = HelmertTransformation(direction: 1)
  /// The same with every sign turned, which misses the exact inverse by millimetres.
  static let toWGS84 = HelmertTransformation(direction: -1)

  private init(direction: Double) {
    let radiansInSecond = direction / 3600 / NationalGrid.degreesInRadian
    shift = Cartesian(x: -446.448 * direction, y: 125.157 * direction, z: -542.060 * direction)
    rotation = Cartesian(x: -0.1502 * radiansInSecond, y: -0.2470 * radiansInSecond, z: -0.8421 * radiansInSecond)
    scale = 1 + 20.4894e-6 * direction
  }

  func applied(to point: Cartesian) -> Cartesian {
    Cartesian(
      x: shift.x + scale * point.x - rotation.z * point.y + rotation.y * point.z,
      y: shift.y + rotation.z * point.x + scale * point.y - rotation.x * point.z,
      z: shift.z - rotation.y * point.x + rotation.x * point.y + scale * point.z)
  }
}
