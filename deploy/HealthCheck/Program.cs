// What a container asks the process in it: images without a shell have no curl. Ends with 0 where the answer is 200,
// with 1 where it is another or none comes within three seconds. Argument: the path, default /health/ready.
using System.Net.Sockets;
using System.Text;

var path = args.Length > 0 ? args[0] : "/health/ready";
var port = int.TryParse(Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0], out var given) ? given : 8080;
try
{
    using var client = new TcpClient { SendTimeout = 3000, ReceiveTimeout = 3000 };
    client.Connect("127.0.0.1", port);
    using var stream = client.GetStream();
    stream.Write(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
    using var reader = new StreamReader(stream, Encoding.UTF8);
    var answer = reader.ReadToEnd();
    Console.WriteLine(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim());
    return answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? 0 : 1;
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    Console.WriteLine(exception.Message);
    return 1;
}
