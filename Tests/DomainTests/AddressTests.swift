import Domain
import Testing

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://www.example.org/x?y=1#z", "https://www.example.org/x?y=1#z"),
    ("http://example.org", "http://example.org"),
    ("www.example.org/x", "https://www.example.org/x"),
    ("example.org", "https://example.org"),
    ("//example.org/x", "https://example.org/x"),
    (" \n\u{A0}HTTPS://WWW.Example.ORG/Path\u{200B}\t", "https://www.example.org/Path"),
    ("example.org:8080/x", "https://example.org:8080/x"),
    ("https://example.org.", "https://example.org"),
    ("https://example.org?a=b", "https://example.org?a=b"),
    ("https://example.org/a|b\"<>\\^`{}[]", "https://example.org/a%7Cb%22%3C%3E%5C%5E%60%7B%7D%5B%5D"),
    ("https://example.org/50%/%zz%2F%2", "https://example.org/50%25/%25zz%2F%252"),
    ("https://example.org/café#a#b", "https://example.org/caf%C3%A9#a%23b"),
    ("https://café.example", "https://caf%C3%A9.example"),
    ("https://my_club.example.org", "https://my_club.example.org"),
    ("https://example.org/a@b:c;d,e!f$g&h'(i)*+=~", "https://example.org/a@b:c;d,e!f$g&h'(i)*+=~"),
  ])
  func normalises(_ text: String, _ expected: String) {
    #expect(WebAddress.normalised(text) == expected)
    #expect(WebAddress.normalised(expected) == expected)
  }

  @Test(arguments: [
    "", " ", "javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", "mailto:a@example.org",
    "ftp://example.org", "tel:999", "https://", "http:///x", "https:example.org", "/page", "page", "#top", "localhost",
    "https://localhost/x", "https://example.org/a b", "https://exa mple.org", "https://example.org/\u{A0}x",
    "https://example.org/a\u{0}b", "https://example.org/a\nb", "https://user:secret@example.org", "a@example.org",
    "https://trusted.example\\@evil.example", "https://example..org", "https://-example.org", "https://example-.org",
    "https://192.168.0.1/", "https://[::1]/", "https://example.org:", "https://example.org:0",
    "https://example.org:65536", "https://example.org:8a", "https://exa%6Dple.org", "n/a", "none", "see below",
    "https://\(String(repeating: "a", count: 64)).org",
  ])
  func refuses(_ text: String) {
    #expect(WebAddress.normalised(text) == nil)
  }
}

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("jo@example.org", "jo@example.org"), (" Jo.Bloggs@Example.ORG ", "Jo.Bloggs@example.org"),
    ("mailto:jo@example.org", "jo@example.org"), ("MAILTO:jo@example.org?subject=a&body=b", "jo@example.org"),
    ("\u{FEFF}o'hara+send@a-b.example.org\u{A0}", "o'hara+send@a-b.example.org"), ("a@b.example.", "a@b.example"),
  ])
  func normalises(_ text: String, _ expected: String) {
    #expect(EmailAddress.normalised(text) == expected)
    #expect(EmailAddress.normalised(expected) == expected)
  }

  @Test(arguments: [
    "", "@", "jo", "jo@", "@example.org", "jo@example", "jo@@example.org", "jo@a@example.org", "jo bloggs@example.org",
    ".jo@example.org", "jo.@example.org", "jo..b@example.org", "\"jo\"@example.org", "Jo <jo@example.org>",
    "jo@exa mple.org", "jo@-example.org", "jo@example..org", "jo@ex_ample.org", "jö@example.org", "jo@exämple.org",
    "jo@192.168.0.1", "jo@example.org,al@example.org", "mailto:", "jo@example.org\u{0}x", "www.example.org",
    "\(String(repeating: "a", count: 65))@example.org",
    "a@\(String(repeating: "abcdefghi.", count: 25))org",
  ])
  func refuses(_ text: String) {
    #expect(EmailAddress.normalised(text) == nil)
  }
}
