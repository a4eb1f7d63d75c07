using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Searching;
using Syndication.Newsroom.Subscribing;

namespace Syndication.Newsroom.Site;

/// <summary>Razor Pages, their files and their headers.</summary>
internal static class SiteServices
{
    // What programs ask for keeps its problem details; every other address is one of people.
    private static readonly PathString[] Programs = ["/api", "/feeds", "/internal", "/health", "/openapi", "/.well-known", "/assets", "/sitemap.xml", "/robots.txt"];

    public static void AddSite(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<NewsroomOptions>().BindConfiguration(NewsroomOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NewsroomOptions>, BrandCheck>();
        services.AddSingleton<Brand>();
        services.AddSingleton<Assets>();
        services.AddSingleton<Tongue>();
        services.AddSingleton<PageTag>();
        services.AddSingleton<ReleaseShelf>();
        services.AddSingleton<SearchClient>();
        services.AddSingleton<SubscriptionClient>();
        services.AddSingleton<AskLimit>();
        builder.AddProjectionReplica<SiteCatalogue>(NewsroomModule.ServiceName);
        services.AddSingleton(new ErrorPage("/error", path => !Programs.Any(program => path.StartsWithSegments(program, StringComparison.OrdinalIgnoreCase))));

        // Letters of every language as they are: what could end an element is escaped all the same.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(pages =>
            {
                pages.Conventions.AddFolderApplicationModelConvention("/", page => page.Filters.Add(new TypeFilterAttribute(typeof(PageHeaders))));
                pages.Conventions.AddFolderApplicationModelConvention("/Public", page => page.Filters.Add(new TypeFilterAttribute(typeof(PublicPagesOnly))));
                pages.Conventions.AddFolderRouteModelConvention("/Public", page =>
                {
                    foreach (var selector in page.Selectors)
                    {
                        selector.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
                    }
                });
            })
            .ConfigureApplicationPartManager(AddPages);
    }

    public static void MapSite(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAssets();
        endpoints.MapRobots();
        endpoints.MapRazorPages();
    }

    // In Standalone and in tests the pages are not in the program's own assembly; found twice, every route is ambiguous.
    private static void AddPages(ApplicationPartManager manager)
    {
        manager.ApplicationParts.Clear();
        var assembly = typeof(NewsroomModule).Assembly;
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
        {
            manager.ApplicationParts.Add(part);
        }
    }

    private sealed class BrandCheck : IValidateOptions<NewsroomOptions>
    {
        public ValidateOptionsResult Validate(string? name, NewsroomOptions options)
        {
            var faults = new[] { Brand.FaultOf(options.Colour), Brand.FaultOfLogo(options.Logo) }.OfType<string>().ToList();
            faults.AddRange(options.ImageHosts
                .Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown)
                .Select(host => $"Newsroom__ImageHosts \"{host}\" is no host name."));
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
