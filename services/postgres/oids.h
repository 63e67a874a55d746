#pragma once

#include <cstdint>

/// The object ids of Postgres's built-in types (pg_type.dat; they never change).
namespace gatehouse::postgres::oid {

inline constexpr std::uint32_t boolean = 16;
inline constexpr std::uint32_t bytea = 17;
inline constexpr std::uint32_t character = 18; // "char"
inline constexpr std::uint32_t name = 19;
inline constexpr std::uint32_t int8 = 20;
inline constexpr std::uint32_t int2 = 21;
inline constexpr std::uint32_t int4 = 23;
inline constexpr std::uint32_t text = 25;
inline constexpr std::uint32_t oid = 26;
inline constexpr std::uint32_t xid = 28;
inline constexpr std::uint32_t json = 114;
inline constexpr std::uint32_t float4 = 700;
inline constexpr std::uint32_t float8 = 701;
inline constexpr std::uint32_t bpchar = 1042;
inline constexpr std::uint32_t varchar = 1043;
inline constexpr std::uint32_t date = 1082;
inline constexpr std::uint32_t timestamp = 1114;
inline constexpr std::uint32_t timestamptz = 1184;
inline constexpr std::uint32_t numeric = 1700;
inline constexpr std::uint32_t voidType = 2278;
inline constexpr std::uint32_t uuid = 2950;
inline constexpr std::uint32_t jsonb = 3802;
inline constexpr std::uint32_t xid8 = 5069;

inline constexpr std::uint32_t jsonArray = 199;
inline constexpr std::uint32_t xid8Array = 271;
inline constexpr std::uint32_t booleanArray = 1000;
inline constexpr std::uint32_t byteaArray = 1001;
inline constexpr std::uint32_t nameArray = 1003;
inline constexpr std::uint32_t int2Array = 1005;
inline constexpr std::uint32_t int4Array = 1007;
inline constexpr std::uint32_t textArray = 1009;
inline constexpr std::uint32_t bpcharArray = 1014;
inline constexpr std::uint32_t varcharArray = 1015;
inline constexpr std::uint32_t int8Array = 1016;
inline constexpr std::uint32_t float4Array = 1021;
inline constexpr std::uint32_t float8Array = 1022;
inline constexpr std::uint32_t oidArray = 1028;
inline constexpr std::uint32_t timestampArray = 1115;
inline constexpr std::uint32_t dateArray = 1182;
inline constexpr std::uint32_t timestamptzArray = 1185;
inline constexpr std::uint32_t numericArray = 1231;
inline constexpr std::uint32_t uuidArray = 2951;
inline constexpr std::uint32_t jsonbArray = 3807;

} // namespace gatehouse::postgres::oid
