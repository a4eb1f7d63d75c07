using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>Who reaches whom, as the policies say it: worked out of them and compared with the design's table.</summary>
public sealed class NetworkPolicyTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public void Nothing_is_allowed_but_what_is_said()
    {
        cluster.SkipWithoutKubectl();
        var deny = cluster.One("NetworkPolicy", "default-deny");

        Assert.Equal("{}", deny.At("spec/podSelector")!.ToJsonString());
        Assert.Equal(["Ingress", "Egress"], deny.Items("spec/policyTypes").Select(item => item.ToString()));
        Assert.Null(deny.At("spec/ingress"));
        Assert.Null(deny.At("spec/egress"));
        Assert.All(Rules("ingress", "from").Concat(Rules("egress", "to")), rule => Assert.True(rule.Peers.Count > 0 && rule.Ports.Count > 0));
    }

    [Fact]
    public void Pods_reach_exactly_whom_they_need()
    {
        cluster.SkipWithoutKubectl();
        var wanted = new SortedSet<string>(StringComparer.Ordinal) { "mongodb>mongodb:27017", "ingestion>translation:8080" };
        foreach (var service in Services.Names)
        {
            wanted.UnionWith([$"{service}>rabbitmq:5672", $"{service}>mongodb:27017"]);
            if (service != "ingestion")
            {
                wanted.Add($"{service}>ingestion:8080");
            }

            if (service != "newsroom")
            {
                wanted.UnionWith([$"{service}>newsroom:8080", $"newsroom>{service}:8080"]);
            }
        }

        // Both ends have to agree: a connection needs an egress rule of one and an ingress rule of the other.
        Assert.Equal(wanted, Edges("egress", "to", (of, peer) => (of, peer)));
        Assert.Equal(wanted, Edges("ingress", "from", (of, peer) => (peer, of)));
    }

    [Fact]
    public void The_controller_reaches_services_alone_and_everybody_asks_for_names()
    {
        cluster.SkipWithoutKubectl();
        var outside = Rules("ingress", "from").Where(rule => rule.Peers.Any(peer => peer["namespaceSelector"] is not null)).ToList();
        Assert.Equal(Services.Names.Order(), Assert.Single(outside).Of.Order());

        var dns = Rules("egress", "to").Where(rule => rule.Peers.Any(peer => peer["namespaceSelector"] is not null)).ToList();
        Assert.Equal(["53"], Assert.Single(dns).Ports.Distinct());
        Assert.Equal(cluster.Workloads.Count(), dns[0].Of.Count);
    }

    [Fact]
    public void Webhooks_alone_reaches_outside_and_nothing_near_by_its_address()
    {
        cluster.SkipWithoutKubectl();
        Assert.DoesNotContain(Rules("ingress", "from"), rule => rule.Peers.Any(peer => peer["ipBlock"] is not null));
        var outside = Assert.Single(Rules("egress", "to"), rule => rule.Peers.Any(peer => peer["ipBlock"] is not null));
        Assert.Equal(["webhooks"], outside.Of);

        var blocks = outside.Peers.Select(peer => peer.At("ipBlock")!).ToList();
        Assert.All(["10.1.2.3", "172.30.77.9", "192.168.1.1", "169.254.169.254", "127.0.0.1", "100.100.100.200", "0.0.0.0", "239.1.1.1", "255.255.255.255"], near => Assert.False(IsOpen(near), near));
        Assert.All(["::1", "fd00:ec2::254", "fe80::1", "ff02::1", "64:ff9b::a00:1"], near => Assert.False(IsOpen(near), near));
        Assert.All(["93.184.216.34", "2606:2800:220:1::1"], far => Assert.True(IsOpen(far), far));

        bool IsOpen(string address) => blocks.Any(block =>
            IPNetwork.Parse(block.Text("cidr")!).Contains(IPAddress.Parse(address))
            && !block.Items("except").Any(network => IPNetwork.Parse(network.ToString()).Contains(IPAddress.Parse(address))));
    }

    private SortedSet<string> Edges(string direction, string side, Func<string, string, (string From, string To)> orient) =>
        new(from rule in Rules(direction, side)
            from peer in rule.Peers
            where peer["namespaceSelector"] is null && peer["ipBlock"] is null
            from other in Selected(peer.At("podSelector"))
            from of in rule.Of
            let edge = orient(of, other)
            where edge.From != edge.To || edge.From == "mongodb"
            from port in rule.Ports
            select $"{edge.From}>{edge.To}:{port}",
            StringComparer.Ordinal);

    private IEnumerable<Rule> Rules(string direction, string side) =>
        from policy in cluster.Of("NetworkPolicy")
        from rule in policy.Items($"spec/{direction}")
        select new Rule(
            [.. Selected(policy.At("spec/podSelector"))],
            [.. rule.Items(side)],
            [.. rule.Items("ports").Select(port => port.Text("port")!)]);

    /// <summary>Names of the workloads whose pods a selector means.</summary>
    private IEnumerable<string> Selected(JsonNode? selector) =>
        from workload in cluster.Workloads
        let labels = workload.At("spec/template/metadata/labels")!
        where selector.Members("matchLabels").All(label => labels[label.Key]?.ToString() == label.Value?.ToString())
            && selector.Items("matchExpressions").All(expression =>
                expression.Text("operator") == "In"
                && expression.Items("values").Any(value => value.ToString() == labels[expression.Text("key")!]?.ToString()))
        select workload.Text("metadata/name")!;

    private sealed record Rule(IReadOnlyList<string> Of, IReadOnlyList<JsonNode> Peers, IReadOnlyList<string> Ports);
}
