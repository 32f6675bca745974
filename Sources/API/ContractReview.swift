import JSON

extension RouteTable {
  /// What the contract still lacks or gets wrong, in sentences; a test of the service demands that there is none.
  public func review() -> [String] {
    routes.flatMap(\.review)
  }
}

extension Route {
  fileprivate var review: [String] {
    var findings: [String] = []
    if summary.isEmpty || summary.last == "." { findings.append("its summary is empty or ends with a full stop") }
    if tag.isEmpty { findings.append("it has no tag") }
    if case .anyone(let reason) = access, reason.isEmpty || reason.last == "." {
      findings.append("the reason for its being open is empty or ends with a full stop")
    }
    for parameter in inputs.query where parameter.description == nil {
      findings.append("its parameter \(parameter.name) is not described")
    }
    if let body = inputs.body {
      findings += review(body.schema, example: body.example, of: "body")
    }
    for reply in replies {
      guard let content = reply.content, let record = content.schema else { continue }
      do {
        findings += review(try record(), example: try content.example?(), of: "reply \(reply.status)")
      } catch {
        findings.append("its reply \(reply.status): \(error)")
      }
    }
    return findings.map { "\(id): \($0)" }
  }

  private func review(_ schema: Schema, example: JSONValue?, of what: String) -> [String] {
    var findings = schema.undescribed.map { "\($0) of its \(what) is not described" }
    if let example {
      findings += schema.faults(in: example).map {
        "the example of its \(what) is wrong: \($0.place.text) \($0.detail)"
      }
    } else {
      findings.append("its \(what) has no example")
    }
    return findings
  }
}

extension Schema {
  /// The members that nobody has described, as `Type.member`.
  var undescribed: [String] {
    components.values.flatMap { component -> [String] in
      guard case .record(let record) = component else { return [] }
      return record.properties.filter { ($0.description ?? "").isEmpty }.map { "\(record.name).\($0.name)" }
    }.sorted()
  }
}
