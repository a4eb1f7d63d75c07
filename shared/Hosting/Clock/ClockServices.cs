using Syndication.Hosting.Clock;
using Syndication.Hosting.Health;
using Syndication.Hosting.Keys;

namespace Syndication.Hosting;

/// <summary>What a service needs that does things at their time.</summary>
public static class ClockServices
{
    /// <summary>Adds the <see cref="ClockWatch"/> of the process, and its part of /health/ready. Any number of modules may call it.</summary>
    public static void AddClockWatch(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(ClockWatch)))
        {
            builder.Services.AddSingleton<ClockWatch>();
            builder.Services.AddHealthChecks().AddCheck<ClockCheck>("clock", tags: [HealthEndpoints.Ready]);
        }
    }

    /// <summary><c>POST /internal/clock</c>: the operator says that the clock is right.</summary>
    internal static void MapClock(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<ClockWatch>() is { } clock)
        {
            endpoints.MapPost("/internal/clock", () =>
            {
                clock.Confirm();
                return TypedResults.NoContent();
            }).RequireScope(Scopes.Internal).ExcludeFromDescription();
        }
    }
}
