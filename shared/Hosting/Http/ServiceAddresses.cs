using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Syndication.Hosting.Http;

/// <summary>
/// Where services answer: <c>Services__X__Url</c>, else this very process, by the loopback form of the address it is
/// bound to. To be asked after start only.
/// </summary>
public sealed class ServiceAddresses(IConfiguration configuration, IServer server)
{
    /// <exception cref="InvalidOperationException">Not configured, and this process listens nowhere yet.</exception>
    public Uri Of(string service) =>
        configuration[$"Services:{service}:Url"] is { Length: > 0 } url ? new Uri(url, UriKind.Absolute) : Loopback();

    /// <summary>This process's own address as seen from itself; a server at 0.0.0.0 can't be called there.</summary>
    public Uri Loopback()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("This process does not listen yet: its own address is known after start.");
        var address = BindingAddress.Parse(bound);
        return new Uri($"{address.Scheme}://127.0.0.1:{address.Port}");
    }
}
