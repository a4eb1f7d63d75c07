namespace Syndication.Hosting;

/// <summary>How facts travel.</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    /// <summary>"InMemory" or "RabbitMq".</summary>
    public string Transport { get; set; } = "InMemory";

    /// <summary>Before the name of every queue and exchange; lets installations share a broker.</summary>
    public string Prefix { get; set; } = "";

    public RabbitMqOptions RabbitMq { get; set; } = new();

    /// <summary>Used where <see cref="Transport"/> is "RabbitMq".</summary>
    public sealed class RabbitMqOptions
    {
        /// <summary>amqp:// or amqps:// with user, password and virtual host.</summary>
        public string Uri { get; set; } = "";

        /// <summary>
        /// The queues' x-delivery-limit: -1 (none) is right for RabbitMQ 4, which drops after 20 deliveries where it is not
        /// set; 3.x knows no -1 and has no limit where it is not set. A queue that exists keeps its own.
        /// </summary>
        public int? DeliveryLimit { get; set; }
    }
}
