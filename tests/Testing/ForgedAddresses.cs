using System.Globalization;

namespace Syndication.Testing;

/// <summary>URLs by which a request could be led into the network that it starts from.</summary>
public static class ForgedAddresses
{
    /// <summary>Ways to spell a loopback address; "{0}" is the port of a canary there.</summary>
    private static readonly string[] Spellings =
    [
        "http://127.0.0.1:{0}/",
        "https://127.0.0.1:{0}/",
        "http://127.1:{0}/",
        "http://127.0.1:{0}/",
        "http://2130706433:{0}/",
        "http://0x7f000001:{0}/",
        "http://0x7f.1:{0}/",
        "http://0x7f.0x0.0x0.0x1:{0}/",
        "http://017700000001:{0}/",
        "http://0177.0.0.01:{0}/",
        "http://127.0.0.1.:{0}/",
        "http://127.255.255.254:{0}/",
        "http://0:{0}/",
        "http://0.0.0.0:{0}/",
        "http://localhost:{0}/",
        "http://localhost.:{0}/",
        "http://LOCALHOST:{0}/",
        "http://deep.localhost:{0}/",
        "http://user@127.0.0.1:{0}/",
        "http://user:password@localhost:{0}/",
        "http://example.org@127.0.0.1:{0}/",
        "http://example.org:80@127.0.0.1:{0}/",
        "http://127。0。0。1:{0}/",
        "http://127．0．0．1:{0}/",
        "http://１２７.0.0.1:{0}/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{0}/",
        "http://[::1]:{0}/",
        "http://[0:0:0:0:0:0:0:1]:{0}/",
        "http://[::1%25lo]:{0}/",
        "http://[::]:{0}/",
        "http://[::ffff:127.0.0.1]:{0}/",
        "http://[::ffff:7f00:1]:{0}/",
        "http://[::127.0.0.1]:{0}/",
        "http://[::ffff:0:127.0.0.1]:{0}/",
        "http://[64:ff9b::127.0.0.1]:{0}/",
        "http://[64:ff9b:1::127.0.0.1]:{0}/",
        "http://[2002:7f00:1::]:{0}/",
        "http://[2001:0:7f00:1::]:{0}/",
        "http://127.0.0.1:{0}\\@example.org/",
        "http:\\\\127.0.0.1:{0}/",
        "http://127.0.0.1:{0}/#@example.org/",
        "http://example.org#@127.0.0.1:{0}/",
        "http://example.org\r\n@127.0.0.1:{0}/",
        " http://127.0.0.1:{0}/",
        "ftp://127.0.0.1:{0}/",
        "gopher://127.0.0.1:{0}/_x",
        "ws://127.0.0.1:{0}/",
    ];

    /// <summary>Where nothing listens for us, and nobody of ours may look.</summary>
    private static readonly string[] Elsewhere =
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://100.100.100.200/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://metadata.google.internal./",
        "http://metadata.amazonaws.com/",
        "http://metadata/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://[fec0::1]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "file:///etc/passwd",
        "dict://10.0.0.1:11211/stat",
    ];

    /// <summary>Ports of other services, on a public address.</summary>
    private static readonly string[] OtherPorts = ["http://1.1.1.1:22/", "http://1.1.1.1:25/", "https://1.1.1.1:53/", "http://1.1.1.1:110/", "http://1.1.1.1:1023/"];

    public static IReadOnlyList<string> For(int canary) =>
        [.. Spellings.Select(spelling => string.Format(CultureInfo.InvariantCulture, spelling, canary)), .. Elsewhere, .. OtherPorts];
}
