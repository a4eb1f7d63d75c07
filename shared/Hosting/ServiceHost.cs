namespace Syndication.Hosting;

/// <summary>Builds a process out of modules.</summary>
public static class ServiceHost
{
    public static WebApplication Build(string[] args, params IServiceModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var builder = WebApplication.CreateBuilder(args);
        foreach (var module in modules)
        {
            module.AddServices(builder);
        }

        var app = builder.Build();
        foreach (var module in modules)
        {
            module.MapEndpoints(app);
        }

        return app;
    }
}
