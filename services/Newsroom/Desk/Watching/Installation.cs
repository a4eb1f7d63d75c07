using System.Net;
using System.Security.Claims;
using Syndication.Hosting.Health;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Log;

namespace Syndication.Newsroom.Desk.Watching;

/// <summary>Every process of the installation, as the desk sees it: those at <c>Services__X__Url</c>, and this one.</summary>
internal sealed class Installation(IConfiguration configuration, ServiceAddresses addresses, LogConsumers consumers, ServiceCalls calls)
{
    /// <summary>Asks all of them at once how they are.</summary>
    public async Task<IReadOnlyList<ServiceState>> LookAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        await Task.WhenAll(Places().Select(place => LookAsync(place, person, cancellationToken)));

    /// <summary>Asks all but the newsroom itself for the same document: as one process with others it is asked too.</summary>
    public async Task<IReadOnlyList<ServiceAnswer<T>>> AskAsync<T>(string path, ClaimsPrincipal person, CancellationToken cancellationToken) where T : class =>
        await Task.WhenAll(Others().Select(place => AskAsync<T>(place, path, person, cancellationToken)));

    /// <summary>The names under which <see cref="AskAsync{T}(string, ClaimsPrincipal, CancellationToken)"/> asks, in order.</summary>
    public IReadOnlyList<string> OtherNames => [.. Others().Select(place => place.Name)];

    /// <summary>Asks one of <see cref="OtherNames"/>.</summary>
    public Task<ServiceAnswer<T>> AskAsync<T>(string name, string path, ClaimsPrincipal person, CancellationToken cancellationToken) where T : class =>
        AskAsync<T>(Others().First(place => place.Name == name), path, person, cancellationToken);

    /// <summary>Where a service answers; null where there is none of this name.</summary>
    public Uri? Find(string name) => Services().FirstOrDefault(service => service.Name == name).Address;

    private IReadOnlyList<Place> Places() =>
    [
        .. Services()
            .GroupBy(service => service.Address)
            .Select(group => new Place(string.Join(", ", group.Select(service => service.Name).Order(StringComparer.Ordinal)), group.Key))
            .OrderBy(place => place.Name, StringComparer.Ordinal),
    ];

    private IReadOnlyList<(string Name, Uri Address)> Services()
    {
        var elsewhere = configuration.GetSection("Services").GetChildren()
            .Where(service => !string.IsNullOrEmpty(service["Url"]))
            .Select(service => (Name: service.Key.ToLowerInvariant(), Address: addresses.Of(service.Key)))
            .ToList();

        // What is not elsewhere runs here: in Standalone all of it.
        var here = consumers.All.Select(progress => progress.Consumer.Service).Append(NewsroomModule.ServiceName).Distinct()
            .Except(elsewhere.Select(service => service.Name))
            .Select(name => (name, addresses.Loopback()));
        return [.. elsewhere, .. here];
    }

    private IEnumerable<Place> Others() => Places().Where(place => place.Name != NewsroomModule.ServiceName);

    private async Task<ServiceAnswer<T>> AskAsync<T>(Place place, string path, ClaimsPrincipal person, CancellationToken cancellationToken) where T : class
    {
        var (status, document) = await calls.AskAsync<T>(place.Address, path, person, cancellationToken);
        return new ServiceAnswer<T>(place.Name, status, document);
    }

    private async Task<ServiceState> LookAsync(Place place, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var quiet = calls.GetAsync<Quietness>(place.Address, "/internal/quiet", null, cancellationToken);
        var health = calls.GetAsync<HealthReport>(place.Address, "/health/ready", null, cancellationToken);
        var parked = person.HasScope(Scopes.Admin) ? calls.GetAsync<ParkedList>(place.Address, "/api/parked", person, cancellationToken) : Task.FromResult<ParkedList?>(null);
        await Task.WhenAll(quiet, health, parked);
        return new ServiceState(place.Name, await quiet, await health, await parked);
    }

    private sealed record Place(string Name, Uri Address);
}

/// <summary>What one process answered.</summary>
/// <param name="Name">The services that run in it.</param>
/// <param name="Status">Null where it did not answer.</param>
internal sealed record ServiceAnswer<T>(string Name, HttpStatusCode? Status, T? Document) where T : class;
