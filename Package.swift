// swift-tools-version: 6.2
import PackageDescription

/// Every target is built in Swift 6 language mode, and a warning fails the build.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A library target of this house: what it may import stands in its dependencies and nowhere else.
func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one layer.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "send-api",
  products: [.executable(name: "send-api", targets: ["send-api"])],
  targets: [
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    layer("Domain"),
    layer("JSON"),
    layer("HTTP"),
    layer("Reactor", ["CLinux"]),
    layer("Server", ["CLinux", "HTTP", "Reactor"]),
    layer("Postgres", ["CPostgres", "Domain", "Reactor"]),
    layer("Access"),
    layer("API", ["Access", "Domain", "HTTP", "JSON", "Postgres"]),
    layer("LocalOffer", ["API", "Access", "CCrypto", "Domain", "HTTP", "JSON", "Postgres", "Reactor"]),
    .executableTarget(
      name: "send-api",
      dependencies: ["API", "Domain", "HTTP", "LocalOffer", "Postgres", "Reactor", "Server"],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["HTTP", "Postgres", "Reactor", "Server"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("Domain"),
    tests("JSON"),
    tests("HTTP", resources: [.copy("Vectors")]),
    tests("Reactor", ["TestSupport"]),
    tests("Server", ["HTTP", "Reactor", "TestSupport"]),
    tests("Postgres", ["Domain", "Reactor", "TestSupport"]),
    tests("API", ["Access", "Domain", "HTTP", "JSON", "Postgres", "Reactor", "TestSupport"]),
    .testTarget(
      name: "ContractTests", dependencies: ["API", "LocalOffer", "Postgres", "Reactor", "TestSupport"],
      swiftSettings: strict),
    tests("LocalOffer", ["API", "Domain", "HTTP", "JSON", "Postgres", "Reactor", "TestSupport"]),
  ]
)
