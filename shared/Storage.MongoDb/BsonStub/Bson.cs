using System;
using System.Collections;
using System.Collections.Generic;

namespace MongoDB.Bson;

public enum BsonType { Document = 3, Array = 4, Boolean = 8, Null = 10, String = 2, Double = 1, Int32 = 16, Int64 = 18, DateTime = 9 }

public abstract class BsonValue : IComparable<BsonValue>, IConvertible, IEquatable<BsonValue>
{
    public abstract BsonType BsonType { get; }
    public string AsString => throw null;
    public bool AsBoolean => throw null;
    public BsonDocument AsBsonDocument => throw null;
    public BsonArray AsBsonArray => throw null;
    public static implicit operator BsonValue(string value) => throw null;
    public static implicit operator BsonValue(bool value) => throw null;
    public static implicit operator BsonValue(int value) => throw null;
    public static implicit operator BsonValue(long value) => throw null;
    public static implicit operator BsonValue(double value) => throw null;
    public long ToInt64() => throw null;
    public double ToDouble() => throw null;
    public DateTime ToUniversalTime() => throw null;
    public int CompareTo(BsonValue other) => throw null;
    public bool Equals(BsonValue other) => throw null;
    TypeCode IConvertible.GetTypeCode() => throw null;
    bool IConvertible.ToBoolean(IFormatProvider provider) => throw null;
    byte IConvertible.ToByte(IFormatProvider provider) => throw null;
    char IConvertible.ToChar(IFormatProvider provider) => throw null;
    DateTime IConvertible.ToDateTime(IFormatProvider provider) => throw null;
    decimal IConvertible.ToDecimal(IFormatProvider provider) => throw null;
    double IConvertible.ToDouble(IFormatProvider provider) => throw null;
    short IConvertible.ToInt16(IFormatProvider provider) => throw null;
    int IConvertible.ToInt32(IFormatProvider provider) => throw null;
    long IConvertible.ToInt64(IFormatProvider provider) => throw null;
    sbyte IConvertible.ToSByte(IFormatProvider provider) => throw null;
    float IConvertible.ToSingle(IFormatProvider provider) => throw null;
    string IConvertible.ToString(IFormatProvider provider) => throw null;
    object IConvertible.ToType(Type conversionType, IFormatProvider provider) => throw null;
    ushort IConvertible.ToUInt16(IFormatProvider provider) => throw null;
    uint IConvertible.ToUInt32(IFormatProvider provider) => throw null;
    ulong IConvertible.ToUInt64(IFormatProvider provider) => throw null;
}

public sealed class BsonNull : BsonValue
{
    public static BsonNull Value => throw null;
    public override BsonType BsonType => throw null;
}

public struct BsonElement
{
    public string Name => throw null;
    public BsonValue Value => throw null;
}

public class BsonDocument : BsonValue, IEnumerable<BsonElement>
{
    public BsonDocument() => throw null;
    public BsonDocument(string name, BsonValue value) => throw null;
    public override BsonType BsonType => throw null;
    public virtual BsonValue this[string name] { get => throw null; set => throw null; }
    public virtual BsonDocument Add(string name, BsonValue value) => throw null;
    public virtual bool Contains(string name) => throw null;
    public virtual bool TryGetValue(string name, out BsonValue value) => throw null;
    public virtual IEnumerator<BsonElement> GetEnumerator() => throw null;
    IEnumerator IEnumerable.GetEnumerator() => throw null;
}

public class BsonArray : BsonValue, IEnumerable<BsonValue>
{
    public BsonArray() => throw null;
    public BsonArray(IEnumerable<BsonDocument> values) => throw null;
    public BsonArray(IEnumerable<string> values) => throw null;
    public override BsonType BsonType => throw null;
    public virtual BsonArray Add(BsonValue value) => throw null;
    public virtual IEnumerator<BsonValue> GetEnumerator() => throw null;
    IEnumerator IEnumerable.GetEnumerator() => throw null;
}
