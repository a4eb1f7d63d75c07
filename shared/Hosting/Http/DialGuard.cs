using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Syndication.Text;

namespace Syndication.Hosting.Http;

/// <summary>
/// Keeps requests to addresses that somebody else named away from this installation's own network: checked at dial time
/// on the very addresses that are connected to, so that DNS can't change its mind in between.
/// </summary>
public sealed class DialGuard
{
    /// <summary>Longer than any address that a person means.</summary>
    private const int LongestUrl = 2_048;

    // Where clouds answer with credentials; some resolve only inside of them.
    private static readonly HashSet<string> MetadataHosts = ["metadata", "metadata.google.internal", "metadata.goog", "metadata.amazonaws.com", "instance-data", "metadata.azure.internal"];

    private readonly IReadOnlyList<EgressAllowance> _allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <param name="allowed">What an operator opens; see <c>Egress__Allow__0</c> in the README.</param>
    /// <exception cref="OptionsValidationException">One of them can't be read.</exception>
    public DialGuard(IEnumerable<string> allowed)
        : this(allowed, Dns.GetHostAddressesAsync)
    {
    }

    internal DialGuard(IEnumerable<string> allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _allowed = [.. allowed.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => EgressAllowance.Read(text)
            ?? throw new OptionsValidationException("Egress:Allow", typeof(string), [$"Egress__Allow: \"{text}\" is no network such as 10.1.0.0/16, no address and no host name."]))];
        _resolve = resolve;
    }

    /// <summary>Whether an address may be connected to, on a port that is no other service's.</summary>
    public bool Allows(IPAddress address) => Allows(address, 443);

    /// <summary>
    /// What is wrong with an address that somebody wants to be called at, as far as it shows without asking DNS; null where
    /// nothing is.
    /// </summary>
    public string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestUrl)
        {
            return $"A URL has 1 to {LongestUrl} characters.";
        }

        // Uri would take white space off its ends, and a backslash for a slash.
        if (text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '\\'))
        {
            return "A URL holds no white space, no line break, no control character and no backslash.";
        }

        return !Uri.TryCreate(text, UriKind.Absolute, out var url) ? "This is no absolute URL." : Fault(url);
    }

    /// <summary>As for a text.</summary>
    public string? Fault(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
        {
            return "Only http and https are called.";
        }

        if (url.UserInfo.Length > 0)
        {
            return "A URL with a user name or a password in it is not called.";
        }

        if (url.Fragment.Length > 0)
        {
            return "A URL that is called has no fragment.";
        }

        var host = Canonical(WebUrl.AsciiHost(url) ?? "");
        return host.Length == 0 ? "This URL names no host."
            : IPAddress.TryParse(host, out var address) ? Fault(host, [address], url.Port)
            : Fault(host, [], url.Port);
    }

    /// <summary>Resolves once, refuses if any address is forbidden, and connects to one of those resolved.</summary>
    /// <exception cref="EgressException">The host, the port or an address is forbidden.</exception>
    /// <exception cref="HttpRequestException">No address was found, or none answered.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (Canonical(context.DnsEndPoint.Host), context.DnsEndPoint.Port);
        if (Fault(host, [], port) is { } before)
        {
            throw new EgressException(before);
        }

        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new HttpRequestException($"{host} has no address.");
        }

        if (Fault(host, addresses, port) is { } fault)
        {
            throw new EgressException(fault);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Lower case, without brackets and without the dot that ends an absolute name.</summary>
    private static string Canonical(string host) => host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();

    private string? Fault(string host, IPAddress[] addresses, int port)
    {
        if (MetadataHosts.Contains(host))
        {
            return $"{host} is where a cloud keeps its credentials.";
        }

        if (_allowed.Any(allowance => allowance.Covers(host, port) && (allowance.Port == port || IsUsual(port))))
        {
            return null;
        }

        if (host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal))
        {
            return Refusal(host, "this machine itself");
        }

        // Without addresses yet, a port may still turn out to be one that was opened for where the name leads.
        if (!IsUsual(port) && (addresses.Length == 0 ? !_allowed.Any(allowance => allowance.Network is not null && allowance.Port == port) : !Array.TrueForAll(addresses, address => IsOpened(address, port))))
        {
            return $"Port {port} belongs to other services: 80, 443 and those from 1024 on are called.";
        }

        return Array.Find(addresses, address => !Allows(address, port)) is { } forbidden ? Refusal(host, forbidden.ToString()) : null;
    }

    private bool Allows(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsOpened(address, port) || !SpecialAddresses.Contain(SpecialAddresses.Canonical(address));
    }

    private bool IsOpened(IPAddress address, int port)
    {
        var plain = SpecialAddresses.Canonical(address);
        return _allowed.Any(allowance => allowance.Covers(plain, port) && (allowance.Port == port || IsUsual(port)));
    }

    private static bool IsUsual(int port) => port is 80 or 443 or >= 1024;

    private static string Refusal(string host, string address) =>
        $"{host} is at {address}, which is not a public address. If this installation may call it, add it to Egress__Allow__0.";
}

/// <summary>A request that this installation does not make, whoever asks for it.</summary>
public sealed class EgressException(string message) : HttpRequestException(message);
