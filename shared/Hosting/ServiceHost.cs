using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Syndication.Contracts;
using Syndication.Hosting.Health;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Parking;
using Syndication.Hosting.Sending;
using Syndication.Text;

namespace Syndication.Hosting;

/// <summary>Builds a process out of modules: the same wiring for one service and for all of them.</summary>
public static partial class ServiceHost
{
    /// <summary>The largest request body that any address takes, octets; addresses of their own may take less.</summary>
    public const long MaxRequestBody = 10 * 1024 * 1024;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    /// <exception cref="OptionsValidationException">A setting is wrong; thrown at start.</exception>
    public static WebApplication Build(string[] args, params IServiceModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddKeyPerFile("/run/secrets", optional: true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        AddLogging(builder);
        AddDefaults(builder, modules);
        foreach (var module in modules)
        {
            builder.AddDocumentStore(module.Name);
            module.AddServices(builder);
        }

        builder.AddBus(modules);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseRequestSpans();
        app.UseProblems();

        // Named here, or it would come first of all: endpoints that cut the rest short are still inside the above.
        app.UseRouting();
        app.UseKeys();
        app.MapHealth();
        app.MapQuiet();
        app.MapParked();
        app.MapDeliveries();
        app.MapClock();
        foreach (var module in modules)
        {
            module.MapEndpoints(app.MapGroup("").WithGroupName(module.Name));
        }

        app.MapOpenApi("/openapi/{documentName}.json");

        LogFeed(app.Logger);
        app.Services.GetRequiredService<HostingTelemetry>().Observe(app.Services.GetRequiredService<Log.LogConsumers>());
        return app;
    }

    private static void AddDefaults(WebApplicationBuilder builder, IServiceModule[] modules)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section)
            .Validate(options => options.Provider is "Sqlite" or "MongoDb", "Storage__Provider can be Sqlite or MongoDb.")
            .Validate(options => options.Provider != "MongoDb" || options.MongoDb.Uri.Length > 0, "Storage__MongoDb__Uri is missing: give a replica set's connection string.")
            .ValidateOnStart();
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section)
            .Validate(options => options.Transport is "InMemory" or "RabbitMq", "Bus__Transport can be InMemory or RabbitMq.")
            .Validate(options => options.Transport != "RabbitMq" || Uri.IsWellFormedUriString(options.RabbitMq.Uri, UriKind.Absolute), "Bus__RabbitMq__Uri is missing: give amqp://user:password@host/virtual-host.")
            .ValidateOnStart();
        services.AddOptions<SyndicationOptions>().BindConfiguration(SyndicationOptions.Section)
            .PostConfigure<IConfiguration>(Complete)
            .Validate(options => WebUrl.Parse(options.PublicUrl) is not null, "Syndication__PublicUrl is no http or https URL.")
            .ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => SyndicationJson.Apply(json.SerializerOptions));

        // Thrown, so that the answer can say which field or parameter it was.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        foreach (var module in modules)
        {
            services.AddOpenApi(module.Name, openApi => openApi.AddDocumentTransformer((document, context, _) =>
            {
                document.Info.Title = $"Syndication: {module.Name}";
                document.Servers = [new OpenApiServer { Url = context.ApplicationServices.GetRequiredService<IOptions<SyndicationOptions>>().Value.PublicUrl }];
                return Task.CompletedTask;
            }));
        }

        builder.AddTelemetry(modules.Length == 1 ? modules[0].Name : "standalone");
        services.AddInternalHttp();
        builder.AddTrustedProxies();
        builder.AddKeys();
        builder.AddHealth(modules.Select(module => module.Name));
    }

    /// <summary>What can't be a default in code: lists that binding would append to, and the port that was asked for.</summary>
    private static void Complete(SyndicationOptions options, IConfiguration configuration)
    {
        options.Languages = options.Languages.Length == 0 ? [.. SyndicationOptions.DefaultLanguages] : options.Languages;
        if (options.PublicUrl.Length == 0)
        {
            var bound = BindingAddress.Parse((configuration["urls"] ?? "http://127.0.0.1:5000").Split(';')[0]);
            options.PublicUrl = $"{bound.Scheme}://127.0.0.1:{bound.Port}";
        }

        options.PublicUrl = options.PublicUrl.TrimEnd('/');
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        // Standard output belongs to what a command prints.
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = false;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
    }

#if LIMITED_FEED
    private static void LogFeed(ILogger logger) => LogLimited(logger);

    [LoggerMessage(LogLevel.Information, "This build is limited: its package feed lacked the MongoDB driver; SQLite is what it stores in")]
    private static partial void LogLimited(ILogger logger);
#else
    private static void LogFeed(ILogger logger)
    {
        // Nothing is missing from a full build.
    }
#endif
}
