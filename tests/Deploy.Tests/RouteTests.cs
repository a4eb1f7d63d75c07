namespace Syndication.Deploy.Tests;

/// <summary>One origin, whichever way it is made.</summary>
public sealed class RouteTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public void Nginx_and_the_ingress_route_alike()
    {
        cluster.SkipWithoutKubectl();
        var paths = cluster.One("Ingress", "syndication").Items("spec/rules/0/http/paths").ToList();
        var ingress = paths.Select(path => (path.Text("path")!, path.Text("pathType")!, path.Text("backend/service/name")!));

        Assert.Equal(RouteTable.OfNginx().Select(route => route with { Type = route.Path == "/" ? "Prefix" : route.Type }), ingress);
        Assert.All(paths, path => Assert.Equal("8080", path.Text("backend/service/port/number")));
    }

    [Fact]
    public void Every_service_is_reached_and_describes_itself_and_newsroom_has_the_rest()
    {
        var routes = RouteTable.OfNginx();

        Assert.Equal(Services.Names.Order(), routes.Select(route => route.Service).Where(service => service != "nowhere").Distinct().Order());
        Assert.Equal(("/", "newsroom"), (routes[^1].Path, routes[^1].Service));
        Assert.All(Services.Names.Where(service => service != "newsroom"), service => Assert.Contains(($"/openapi/{service}.json", "Exact", service), routes));
    }

    [Fact]
    public void What_is_internal_is_refused_before_anything_else()
    {
        Assert.Equal([("/internal", "Prefix", "nowhere"), ("/health", "Prefix", "nowhere")], RouteTable.OfNginx().Take(2));
    }
}
