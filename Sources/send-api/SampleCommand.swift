import LocalOffer
import Postgres

extension Command {
  static let sample = Command(
    name: "sample", summary: "Loads the sample data: a Local Offer for Dudley, invented, with its postcodes.",
    options: [
      Option(flag: "--services", value: "N", meaning: "make N services up instead of loading the written ones"),
      Option(
        flag: "--seed", value: "S",
        meaning:
          "with --services: which ones, \(SampleServices.standardSeed) unless given; the same seed, the same services"),
    ],
    remarks: "Loading it again changes nothing. The data come from the folder that SEND_SAMPLE_DATA names."
  ) { invocation in
    let count = try invocation.number("--services", 1...10_000_000)
    let seed = try invocation.number("--seed", 0...Int.max)
    guard count != nil || seed == nil else { throw UsageError("--seed goes with --services") }
    let folder = invocation.configuration[.sampleData]
    try withOwner(invocation.configuration) { pool in
      let postcodes = try await PostcodeImport.run(on: pool, blocks: FileBlocks(path: "\(folder)/\(postcodeFile)").next)
      print("postcodes: \(postcodes.read) read, \(postcodes.written) written")
      let sample = try FeedImport(source: "sample")
      try await load("taxonomies", sample, on: pool, blocks: FileBlocks(path: "\(folder)/\(taxonomyFile)").next)
      if let count {
        var services = SampleServices(
          count: count, seed: seed.map(UInt64.init) ?? SampleServices.standardSeed,
          stock: try SampleStock(
            taxonomies: FileBlocks(path: "\(folder)/\(taxonomyFile)").all(),
            postcodes: FileBlocks(path: "\(folder)/\(postcodeFile)").all()))
        try await load("services", FeedImport(source: "generated"), on: pool, blocks: { services.nextBlock() })
      } else {
        try await load("services", sample, on: pool, blocks: FileBlocks(path: "\(folder)/local-offer.ndjson").next)
      }
    }
  }

  private static let postcodeFile = "dudley-postcodes.csv"
  private static let taxonomyFile = "taxonomies.json"

  /// Imports a part of the sample and says what came of it.
  private static func load(
    _ title: String, _ feed: FeedImport, on pool: Pool, blocks: @escaping () throws -> [UInt8]?
  ) async throws {
    let report = try await run(feed, on: pool, blocks: blocks)
    print("\(title): ", terminator: "")
    summarise(report)
  }
}
