using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Health;
using Syndication.Hosting.Projection;
using Syndication.Translation.Desk;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Jobs;
using Syndication.Translation.Memory;
using Syndication.Translation.Translating;

namespace Syndication.Translation;

/// <summary>
/// Consumes ReleaseCreated, ReleaseUpdated, ReleaseRetracted and ReleaseTranslated. Publishes TranslationCompleted.
/// Serves /api/translations. Stores jobs, the memory, the desk's glossary.
/// </summary>
public sealed class TranslationModule : IServiceModule
{
    public const string ServiceName = "translation";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<TranslationOptions>().BindConfiguration(TranslationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TranslationOptions>, TranslationOptionsCheck>();
        services.AddHttpClient(EngineCalls.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.None);
        services.AddSingleton(provider => new EngineRoutes(
            provider.GetRequiredService<IOptions<TranslationOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EngineRoutes>>()));
        services.AddSingleton<TranslationMemory>();
        services.AddSingleton<GlossaryStore>();
        services.AddSingleton<PreparationStore>();
        services.AddSingleton<SegmentTranslator>();
        services.AddSingleton<JobStore>();
        services.TryAddSingleton(typeof(Bell<>));
        services.AddSingleton<JobPlanner>();
        services.AddSingleton<DeskActions>();
        services.AddHostedService<JobRunner>();
        services.AddSingleton(provider => new PendingWork("translations", provider.GetRequiredService<JobStore>().CountOpenAsync));
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<PlanTranslationConsumer, PlanTranslationConsumerDefinition>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapTranslations();
        endpoints.MapMemory();
        endpoints.MapGlossary();
        endpoints.MapPreparations();
    }
}
