using System.Diagnostics.CodeAnalysis;

namespace Idv.Facades.Limits;

/// <summary>Remembers a bounded number of keys; the least recently used one is forgotten first. Not thread-safe.</summary>
internal sealed class RecentKeys<T>(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> _nodes = [];
    private readonly LinkedList<(string Key, T Value)> _order = new();

    public int Count => _nodes.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        var isKnown = _nodes.TryGetValue(key, out var node);
        value = isKnown ? node!.Value.Value : default;
        return isKnown;
    }

    public void Set(string key, T value)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
            node.Value = (key, value);
            _order.AddFirst(node);
            return;
        }

        if (_nodes.Count >= capacity)
        {
            _nodes.Remove(_order.Last!.Value.Key);
            _order.RemoveLast();
        }

        _nodes[key] = _order.AddFirst((key, value));
    }

    public void Remove(string key)
    {
        if (_nodes.Remove(key, out var node))
        {
            _order.Remove(node);
        }
    }
}
