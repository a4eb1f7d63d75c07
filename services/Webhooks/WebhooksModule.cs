using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Health;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Projection;
using Syndication.Hosting.Sending;
using Syndication.Mail;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Joining;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Planning;
using Syndication.Webhooks.Pulling;
using Syndication.Webhooks.Reading;

namespace Syndication.Webhooks;

/// <summary>
/// Consumes every fact of the release log and writes down who is told of it; publishes nothing; posts signed webhooks.
/// Serves /api/webhooks and its part of /api/deliveries. Stores endpoints, payloads, and who got which version.
/// </summary>
public sealed class WebhooksModule : IServiceModule
{
    public const string ServiceName = "webhooks";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<WebhooksOptions>().BindConfiguration(WebhooksOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhooksOptions>, WebhooksOptionsCheck>();
        services.TryAddSingleton(typeof(Bell<>));
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.Order);
        builder.AddRing(ServiceName);
        builder.AddWebhookHttp();
        builder.AddMail();

        services.AddSingleton<EndpointStore>();
        services.AddSingleton<EndpointSecrets>();
        services.AddSingleton<OwnEndpoints>();
        services.AddSingleton<MessageStore>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<ArrivalStore>();
        services.AddSingleton<ReleaseTurns>();
        services.AddSingleton<FanOut>();

        services.AddSingleton<Admission>();
        services.AddSingleton<Challenge>();
        services.AddSingleton<CatchingUp>();
        services.AddSingleton<Backfill>();
        services.AddSingleton<Revival>();
        services.AddSingleton<DisabledNotice>();
        services.AddHostedService<ErrandRunner>();
        services.AddSingleton(provider => new PendingWork("errands of endpoints", provider.GetRequiredService<EndpointStore>().CountErrandsAsync));

        services.AddSingleton<WebhookSender>();
        services.AddSingleton<Lanes>();
        services.AddSingleton<SendingSlots>();
        services.AddSingleton<EndpointHealth>();
        services.AddSingleton<HeldReleases>();
        services.AddSingleton<BatchRunner>();
        services.AddSingleton<WebhooksTelemetry>();
        services.AddHostedService<DeliveryLoop>();
        services.AddHostedService<PayloadPruner>();
        services.AddHealthChecks().AddCheck<OverdueCheck>("webhooks", tags: ["ready"]);

        services.AddSingleton<Resending>();
        services.AddSingleton<TestEvent>();
        services.AddSingleton<PullReader>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton(provider =>
        {
            var ledger = provider.GetRequiredService<LedgerReader>();
            return new DeliveryLedger(OutgoingChannels.Webhooks, ledger.ReadAsync) { SumAsync = ledger.SumAsync };
        });
        builder.AddOutgoingChannel(OutgoingChannels.Webhooks, (provider, cancellationToken) => provider.GetRequiredService<BatchStore>().CountToGoAsync(cancellationToken));
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<DeliverReleaseConsumer, DeliverReleaseConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSchema();
        var webhooks = endpoints.MapGroup("/api/webhooks").RequireScope(Scopes.Partner).WithTags("Webhooks").AddEndpointFilter(AnswerUnavailableAsync);
        webhooks.MapRegistrations();
        webhooks.MapDeliveryLog();
        webhooks.MapPull();
    }

    /// <summary>Without the log nobody can say from where on an endpoint is told.</summary>
    private static async ValueTask<object?> AnswerUnavailableAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (HttpRequestException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "The release log does not answer now; nothing was changed. Try again in a few seconds.");
        }
    }
}
