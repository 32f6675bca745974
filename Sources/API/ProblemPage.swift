extension ProblemCode {
  /// `docs/errors.md`: every code with its status, its meaning and what to do, written from the table.
  public static func page() -> String {
    var text = """
      # Errors

      Every refusal and every failure is `application/problem+json` (RFC 9457). `code` is stable: it keeps its meaning
      for ever, and a code that is retired is not used again. `type` is this page with the code as its fragment,
      `instance` names the request (`urn:request:` and the `X-Request-ID` of the answer), and `errors` lists every
      fault that was found, each with a JSON `pointer` into the body or the name of a `parameter`.

      This page is generated from the table in `Sources/API/ProblemTable.swift`.

      | code | status | title | what to do |
      |---|---|---|---|

      """
    for code in allCases {
      text +=
        "| <a id=\"\(code.rawValue)\"></a>`\(code.rawValue)` | \(code.status) | \(code.title) | \(code.advice) |\n"
    }
    text += """

      ## The codes of single faults

      An entry of `errors` has a `code` of its own:
      \(Fault.Code.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")).

      """
    return text
  }
}
