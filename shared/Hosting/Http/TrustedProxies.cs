using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Syndication.Hosting.Http;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed: the addresses and networks of
/// <c>Network__TrustedProxies</c>, separated by commas. Without any, nobody's: a client is who connects.
/// </summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Network:TrustedProxies");
        var named = (section.Get<string[]>() ?? section.Value?.Split(',') ?? [])
            .Select(text => text.Trim())
            .Where(text => text.Length > 0)
            .Select(Read)
            .ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = named.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

            // As many proxies as there are, as long as each is one of those.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in named)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }

    private static System.Net.IPNetwork Read(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new Microsoft.Extensions.Options.OptionsValidationException("Network:TrustedProxies", typeof(string), [$"Network__TrustedProxies: \"{text}\" is no address and no network such as 10.1.0.0/16."]);
}
