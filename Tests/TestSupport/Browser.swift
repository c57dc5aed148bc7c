import Foundation

/// A page in a real browser without a window, driven as a person would: keys, clicks, and what is to
/// be seen.
///
/// Source: the Chrome DevTools Protocol, over two pipes, a zero byte after each message.
public final class Browser {
  /// Where Chromium is, nil if it is not installed.
  public static let installed: URL? = ["chromium", "chromium-browser", "google-chrome"].lazy
    .compactMap(Executable.installed).first

  /// Why a page cannot be driven.
  public enum Failure: Error { case noAnswer, refused(String), neverTrue(String) }

  /// Errors, warnings and messages of the page so far.
  public private(set) var complaints: [String] = []
  /// The addresses of all that the page asked for, itself first.
  public private(set) var requests: [String] = []

  /// Milliseconds until a browser that says nothing is given up.
  private static let patience: Int32 = 60_000

  private let process = Process()
  private let folder: TemporaryFolder
  private let commands: Int32
  private let answers: Int32
  private var received = Data()
  private var lastNumber = 0
  private var session: String?

  /// Opens a page in a window of so many pixels and waits until it is complete.
  public init(opening path: String, width: Int = 1200, height: Int = 800) throws {
    folder = try TemporaryFolder()
    let pipes = [folder.file("commands"), folder.file("answers")]
    for pipe in pipes where mkfifo(pipe, 0o600) != 0 { throw Failure.noAnswer }
    // Open at both ends, so that neither side waits for the other.
    commands = open(pipes[0], O_RDWR | O_CLOEXEC)
    answers = open(pipes[1], O_RDWR | O_CLOEXEC)
    try start(pipes)
    let targets = try send("Target.getTargets")["targetInfos"] as? [[String: Any]] ?? []
    let target = targets.first { $0["type"] as? String == "page" }?["targetId"] ?? ""
    session =
      try send("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]
      as? String
    for domain in ["Page", "Runtime", "Log", "Network"] { try send("\(domain).enable") }
    try send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    try send("Page.navigate", ["url": URL(filePath: path).absoluteString])
    try wait(until: "document.readyState === 'complete' && location.protocol === 'file:'")
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    close(commands)
    close(answers)
  }

  /// Chromium speaks on descriptors 3 and 4, which only a shell can set for it here.
  private func start(_ pipes: [String]) throws {
    guard let browser = Self.installed else { throw Failure.noAnswer }
    process.executableURL = URL(filePath: "/bin/sh")
    let options = [
      "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(folder.file("profile"))",
      "--autoplay-policy=no-user-gesture-required", "--no-first-run", "--disable-gpu",
      "--disable-dev-shm-usage", "--disable-background-networking",
    ]
    // As root, Chromium refuses to run in its sandbox.
    let sandbox = geteuid() == 0 ? ["--no-sandbox"] : []
    process.arguments =
      ["-c", "in=$1 out=$2; shift 2; exec \"$@\" 3<\"$in\" 4>\"$out\"", "sh"] + pipes
      + [browser.path(percentEncoded: false)] + options + sandbox + ["about:blank"]
    // It is killed before it clears up what it keeps beside its profile.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "HOME": folder.path, "TMPDIR": folder.path,
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }
}

// What a person does and sees.
extension Browser {
  /// The value of an expression, once it is there.
  @discardableResult
  public func evaluate(_ expression: String) throws -> Any? {
    let answer = try send(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true, "awaitPromise": true])
    if let exception = answer["exceptionDetails"] { throw Failure.refused("\(exception)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  /// The value of an expression that is a number.
  public func number(_ expression: String) throws -> Double {
    guard let number = try evaluate(expression) as? NSNumber else {
      throw Failure.refused("no number: \(expression)")
    }
    return number.doubleValue
  }

  /// Waits until an expression is true.
  public func wait(until expression: String) throws {
    for _ in 0..<Self.patience / 20 {
      if try evaluate(expression) as? Bool == true { return }
      usleep(20_000)
    }
    throw Failure.neverTrue(expression)
  }

  /// Presses a key, named as the event's `key`.
  public func press(_ key: String) throws {
    let text = key.count == 1 ? ["text": key] : [:]
    try send("Input.dispatchKeyEvent", ["type": "keyDown", "key": key].merging(text) { $1 })
    try send("Input.dispatchKeyEvent", ["type": "keyUp", "key": key])
  }

  /// Drags the mouse from one place in the window to another; a click where they are the same.
  public func drag(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) throws {
    for (type, place, buttons) in [
      ("mouseMoved", start, 0), ("mousePressed", start, 1), ("mouseMoved", end, 1),
      ("mouseReleased", end, 0),
    ] {
      try send(
        "Input.dispatchMouseEvent",
        [
          "type": type, "x": place.x, "y": place.y, "buttons": buttons,
          "button": type == "mouseMoved" && buttons == 0 ? "none" : "left", "clickCount": 1,
        ])
    }
  }
}

// Messages.
extension Browser {
  /// Sends a command and waits for its answer.
  @discardableResult
  private func send(
    _ method: String, _ parameters: [String: Any] = [:]
  ) throws -> [String: Any] {
    lastNumber += 1
    var message: [String: Any] = ["id": lastNumber, "method": method, "params": parameters]
    message["sessionId"] = session
    let bytes = try JSONSerialization.data(withJSONObject: message) + [0]
    try FileHandle(fileDescriptor: commands, closeOnDealloc: false).write(contentsOf: bytes)
    while true {
      let answer = try receive()
      guard answer["id"] as? Int == lastNumber else {
        note(answer)
        continue
      }
      if let error = answer["error"] { throw Failure.refused("\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  private func receive() throws -> [String: Any] {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = received[received.startIndex..<end]
        received = Data(received[(end + 1)...])
        return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
      }
      var descriptor = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Self.patience) > 0 else { throw Failure.noAnswer }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(answers, &buffer, buffer.count)
      received += buffer.prefix(max(0, count))
    }
  }

  private func note(_ event: [String: Any]) {
    let details = event["params"] as? [String: Any] ?? [:]
    switch event["method"] as? String {
    case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
      complaints.append("\(details)")
    case "Network.requestWillBeSent":
      let request = details["request"] as? [String: Any]
      requests.append(request?["url"] as? String ?? "?")
    default: break
    }
  }
}
