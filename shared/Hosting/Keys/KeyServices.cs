using Microsoft.AspNetCore.Authentication;
using Syndication.Storage;

namespace Syndication.Hosting.Keys;

/// <summary>Stands in for Newsroom, which will own keys.</summary>
internal static class KeyServices
{
    public const string Store = "keys";

    public static void AddKeys(this IHostApplicationBuilder builder)
    {
        builder.AddDocumentStore(Store);
        builder.Services.AddSingleton<InternalKey>();
        builder.Services.AddSingleton(provider => new KeyStore(
            provider.GetRequiredKeyedService<IDocumentStore>(Store),
            provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<AdministratorKey>();
        builder.Services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        builder.Services.AddAuthorization();
    }
}
