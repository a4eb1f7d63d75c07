using MassTransit;

namespace Syndication.Hosting;

/// <summary>
/// A service, described: what it needs, consumes and serves. A host is a list of modules; a process of one service and
/// the standalone process differ by that list alone.
/// </summary>
public interface IServiceModule
{
    /// <summary>Lower case; names the store, the OpenAPI document and the keyed services.</summary>
    string Name { get; }

    void AddServices(IHostApplicationBuilder builder);

    /// <summary>One line a consumer: this is the map.</summary>
    void AddConsumers(IBusRegistrationConfigurator bus);

    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
