/// Cuts a long stream into JSON records without building a tree, in memory that does not grow with the stream.
///
/// What the stream is shows from itself. White space, commas between records and a byte order mark at the very start
/// are skipped, and then come, in any number and mixture:
/// - an object: one record (so one document, concatenated objects, and newline-delimited JSON);
/// - an array: each element is a record, of whatever kind;
/// - a page, which is an object outside any array with a member `contents` (written so, without escapes) that is an
///   array: each element of that array is a record, and the other members are skipped, before and after;
/// - anything else: the rest of its line is a record, which the parser will refuse.
///
/// Only brackets, strings and escapes are followed, so a record may still be bad JSON. A record is *broken* when
/// 1. a bracket closes one of the other kind;
/// 2. a line ends inside a string, or the stream ends inside a record, an array or a page;
/// 3. a line begins with `{`, no further to the right than the record did, where JSON allows no value: so an object
///    without its last brace does not swallow the next one;
/// 4. a line begins with `{` like that anywhere in a record, when the stream is newline-delimited: each object or array
///    outside all others so far began its line and ended on it, and this record began on such a line.
///
/// The first three never break a record that is valid JSON. Reading resumes at the next line that begins with `{` no
/// further to the right than the broken record did, which in the last two cases is the line at hand; what lies between
/// belongs to the broken record. A page around that record is given up with it when the line begins no further to the
/// right than the page did.
public struct JSONRecordSplitter {
  /// What was found, in the order of the stream. `line` counts from 1 and is where the record begins; `index` counts
  /// all items from 0.
  public enum Item: Equatable, Sendable {
    /// The bytes of a record, without white space around them.
    case record(bytes: [UInt8], line: Int, index: Int)
    /// A record longer than the limit; its bytes were dropped.
    case oversize(line: Int, index: Int)
    /// Something that has no end of its own; `reason` is a sentence that quotes none of it.
    case broken(line: Int, index: Int, reason: String)
  }

  enum Phase {
    /// Before the first byte, or inside a byte order mark.
    case start
    /// Between records.
    case between
    /// In a record that is neither object, array nor string.
    case bare
    /// In an object or array, outside strings.
    case structure
    /// In a string.
    case string
    /// In a string, after a backslash.
    case escape
    /// After a broken record, looking for a line to resume at.
    case lost
  }

  /// What stands around the records, and where that began.
  enum Surroundings: Equatable {
    case stream
    case array(line: Int)
    case page(line: Int, column: Int)

    var line: Int? {
      switch self {
      case .stream: nil
      case .array(let line), .page(let line, _): line
      }
    }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  var phase = Phase.start
  var position = StreamPosition()
  var surroundings = Surroundings.stream
  /// Whether the structure being read is that of a page outside its `contents`.
  var isSkipping = false
  var buffer: RecordBuffer
  var nesting = Nesting()
  /// The last byte of the structure that was not white space; a string counts as its closing quote.
  var previous: UInt8 = 0
  var memberName = MemberNameProbe()
  var recordLine = 1
  var recordColumn = 0
  /// Whether each object or array outside all others so far began its line and ended on it; nil before the first.
  var fillsLines: Bool?
  /// Whether the one now read began its line.
  var beganLine = false
  private var markLength = 0
  private var nextIndex = 0

  /// A splitter that drops records longer than `recordLimit` bytes.
  public init(recordLimit: Int = 8 << 20) {
    buffer = RecordBuffer(limit: recordLimit)
  }

  /// How many bytes of the stream are held now; never more than the limit.
  public var bufferedBytes: Int { buffer.count }

  /// Reads the next bytes of the stream, of any number, and hands each item that ends in them to `each`.
  ///
  /// When `each` throws, the rest of `bytes` is lost; feed nothing more.
  public mutating func feed(_ bytes: UnsafeRawBufferPointer, _ each: (Item) throws -> Void) rethrows {
    let fed = bytes.bindMemory(to: UInt8.self)
    defer {
      buffer.carry(fed)
      position.advance(by: fed.count)
    }
    var place = 0
    while place < fed.count {
      switch phase {
      case .start: place = readByteOrderMark(fed, from: place)
      case .between: place = try readBetween(fed, from: place, each)
      case .bare: place = try readBare(fed, from: place, each)
      case .structure: place = try readStructure(fed, from: place, each)
      case .string, .escape: place = try readString(fed, from: place, each)
      case .lost: place = skipLost(fed, from: place)
      }
    }
  }

  /// Ends the stream: hands out what needed no closing bracket, and reports what did.
  public mutating func finish(_ each: (Item) throws -> Void) rethrows {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    switch phase {
    case .start where markLength > 0:
      beginAfterMark(at: 0)
      try endRecord(before: 0, in: nothing, each)
    case .bare: try endRecord(before: 0, in: nothing, each)
    case .structure, .string, .escape:
      try breakOff("The stream ends inside this \(isSkipping ? "page" : "record").", resumeNow: false, each)
    case .start, .between, .lost: break
    }
    if phase == .between, let line = surroundings.line {
      surroundings = .stream
      try each(nextBroken(line: line, reason: "The stream ends before this array is closed."))
    }
  }

  // MARK: Beginnings and ends

  private mutating func readByteOrderMark(_ fed: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    if fed[start] == Self.byteOrderMark[markLength] {
      markLength += 1
      if markLength == Self.byteOrderMark.count {
        phase = .between
        position.startLine(at: start + 1)
      }
      return start + 1
    }
    if markLength > 0 { beginAfterMark(at: start) } else { phase = .between }
    return start
  }

  /// Begins a bare record with the bytes that looked like a byte order mark.
  private mutating func beginAfterMark(at place: Int) {
    buffer.begin(at: place, prefix: Self.byteOrderMark.prefix(markLength))
    position.isAtLineStart = false
    phase = .bare
  }

  /// Begins a record with the byte at `place`.
  mutating func beginRecord(at place: Int, _ phase: Phase) {
    recordLine = position.line
    recordColumn = position.column(of: place)
    if surroundings == .stream { beganLine = position.isAtLineStart }
    position.isAtLineStart = false
    nesting = Nesting()
    buffer.begin(at: place)
    self.phase = phase
  }

  /// Hands out the record that ends before `place`.
  mutating func endRecord(
    before place: Int, in fed: UnsafeBufferPointer<UInt8>, _ each: (Item) throws -> Void
  ) rethrows {
    var bytes = buffer.end(before: place, in: fed)
    if phase == .bare {
      while let last = bytes?.last, last == Byte.space || last == Byte.tab || last == Byte.carriageReturn {
        bytes?.removeLast()
      }
    } else if surroundings == .stream {
      noteEnd(from: recordLine)
    }
    phase = .between
    let index = nextIndex
    nextIndex += 1
    if let bytes {
      try each(.record(bytes: bytes, line: recordLine, index: index))
    } else {
      try each(.oversize(line: recordLine, index: index))
    }
  }

  /// Remembers whether the object or array that ends here, and stands in no other, filled the line it began on.
  mutating func noteEnd(from line: Int) {
    fillsLines = fillsLines != false && beganLine && line == position.line
  }

  /// Reports the record, or the page outside its `contents`, as broken; goes on at the byte at hand if `resumeNow`.
  mutating func breakOff(_ reason: String, resumeNow: Bool, _ each: (Item) throws -> Void) rethrows {
    buffer.discard()
    var line = recordLine
    if isSkipping, let pageLine = surroundings.line {
      isSkipping = false
      surroundings = .stream
      line = pageLine
    }
    phase = resumeNow ? .between : .lost
    try each(nextBroken(line: line, reason: reason))
  }

  /// The item that says something is broken, with the next index.
  mutating func nextBroken(line: Int, reason: String) -> Item {
    defer { nextIndex += 1 }
    return .broken(line: line, index: nextIndex, reason: reason)
  }
}
