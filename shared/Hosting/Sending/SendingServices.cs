using Microsoft.Extensions.DependencyInjection.Extensions;
using Syndication.Hosting.Health;
using Syndication.Hosting.Sending;

namespace Syndication.Hosting;

/// <summary>What a service needs that sends.</summary>
public static class SendingServices
{
    /// <summary>The name under which <see cref="PendingWork"/> counts what has still to go in a channel.</summary>
    public static string WaitingIn(string channel) => $"to go by {channel}";

    /// <summary>Adds the <see cref="HoldWatcher"/>, and counts what has still to go.</summary>
    /// <param name="channel">One of <see cref="OutgoingChannels"/>.</param>
    /// <param name="countAsync">Rows that are due or leased, held ones too; not those that wait for a time.</param>
    public static void AddOutgoingChannel(this IHostApplicationBuilder builder, string channel, Func<IServiceProvider, CancellationToken, Task<long>> countAsync)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<HoldWatcher>();
        builder.Services.TryAddSingleton<SendingWindows>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HoldWatcher>(provider => provider.GetRequiredService<HoldWatcher>()));
        builder.Services.AddSingleton(provider => new PendingWork(WaitingIn(channel), cancellationToken => countAsync(provider, cancellationToken)));
    }
}
