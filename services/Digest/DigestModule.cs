using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Syndication.Digest.Composition;
using Syndication.Digest.Deliveries;
using Syndication.Digest.Importing;
using Syndication.Digest.Inbound;
using Syndication.Digest.Runs;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Health;
using Syndication.Hosting.Projection;
using Syndication.Hosting.Sending;
using Syndication.Mail;

namespace Syndication.Digest;

/// <summary>
/// Consumes every fact of the release log; publishes nothing; sends digests, corrections and withdrawals by mail. Serves
/// /api/subscriptions, /api/mail/inbound and, of mail, /api/deliveries. Stores subscriptions, runs, and a row for each mail.
/// </summary>
public sealed class DigestModule : IServiceModule
{
    public const string ServiceName = "digest";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<DigestOptions>().BindConfiguration(DigestOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DigestOptions>, DigestOptionsCheck>();
        services.TryAddSingleton(typeof(Bell<>));
        builder.AddForgettingStore(ServiceName);
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.None);
        builder.AddClockWatch();
        builder.AddMail();
        builder.AddOutgoingChannel(OutgoingChannels.Mail, (provider, cancellationToken) => provider.GetRequiredService<MailStore>().CountDueAsync(cancellationToken));
        services.AddSingleton(provider => new PendingWork("mails to plan", provider.GetRequiredService<Planner>().CountOpenAsync));
        services.AddSingleton(provider => new PendingWork("subscriptions asked for", provider.GetRequiredService<RequestStore>().CountAsync));
        AddSubscriptions(services);
        AddRuns(services);
        AddSending(services);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<NoteArrivalConsumer, NoteArrivalConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSubscriptions();
        endpoints.MapImport();
        endpoints.MapLinks();
        endpoints.MapInbound();
    }

    private static void AddSubscriptions(IServiceCollection services)
    {
        services.AddSingleton<AddressHash>();
        services.AddSingleton<LinkKeys>();
        services.AddSingleton<LinkTokens>();
        services.AddSingleton<Wishes>();
        services.AddSingleton<AskLimit>();
        services.AddSingleton<SubscriptionStore>();
        services.AddSingleton<SuppressionStore>();
        services.AddSingleton<RequestStore>();
        services.AddSingleton<Letters>();
        services.AddSingleton<LetterCounts>();
        services.AddSingleton<SubscriptionActions>();
        services.AddSingleton<Departures>();
        services.AddSingleton<ForgettingStore>();
        services.AddSingleton<SubscriptionExporter>();
        services.AddSingleton<ListImport>();
        services.AddSingleton<Verp>();
        services.AddSingleton<Returns>();
        services.AddHostedService<RequestReader>();
        services.AddHostedService<BounceFolder>();
    }

    private static void AddRuns(IServiceCollection services)
    {
        services.AddSingleton<ArrivalStore>();
        services.AddSingleton<NewsFinder>();
        services.AddSingleton<DigestStore>();
        services.AddSingleton<DigestShelf>();
        services.AddSingleton<ToldLedger>();
        services.AddSingleton<ChangeRuns>();
        services.AddSingleton<ImmediateRuns>();
        services.AddSingleton<SlotRuns>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<Planner>();
        services.AddHostedService(provider => provider.GetRequiredService<Planner>());
    }

    private static void AddSending(IServiceCollection services)
    {
        services.AddSingleton<MailStore>();
        services.AddSingleton<MailPages>();
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<OpenWindows>();
        services.AddSingleton<MailPreparation>();
        services.AddSingleton<MailSettling>();
        services.AddSingleton<MailTelemetry>();
        services.AddSingleton<Relay>();
        services.AddHealthChecks().AddCheck<Relay>("mail", tags: ["ready"]);
        services.AddHostedService<MailSender>();
        services.AddSingleton<MailLedger>();
        services.AddSingleton(provider => new DeliveryLedger(OutgoingChannels.Mail, provider.GetRequiredService<MailLedger>().ReadAsync));
    }

    private sealed class DigestOptionsCheck : IValidateOptions<DigestOptions>
    {
        public ValidateOptionsResult Validate(string? name, DigestOptions options)
        {
            var faults = options.Faults().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
