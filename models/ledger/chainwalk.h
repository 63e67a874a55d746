#pragma once

#include "services/core/clock.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

/// The ledger's hash chain, checked by what was read of it and nothing else; no database, no
/// network. The rules of the hash are in resources/sql/0014_ledger.sql.
namespace gatehouse::ledger {

/// One row of console.audit, every byte as it went into the hash. Hashes are raw bytes.
struct Entry
{
    std::int64_t sequence = 0;
    Timestamp at;
    std::string actor, role, action, targetType, targetId, reason;
    std::string detail; ///< detail_text
    std::string previousHash, hash;
    std::int64_t hashVersion = 0;
    std::optional<std::string> sourceIp, userAgent;
};

/// What the entry's hash has to be; nothing for a rule that this program does not know.
std::optional<std::string> expectedHash(const Entry &entry);

enum class Fault {
    MissingNumber, ///< no entry has it: one was deleted
    WrongPrevious, ///< does not follow the entry before: that one, or this, was replaced
    Changed, ///< its hash does not fit what it says
    UnknownRule, ///< hashed by a rule of a newer gateway
    OtherHash, ///< the first one has not the hash that was pinned
    PinMissing, ///< no entry has the hash that was pinned: the end was cut off or replaced
};

struct Break
{
    std::int64_t sequence = 0; ///< the first that is broken; of PinMissing the last there is
    Fault fault = Fault::Changed;
};

/// What an auditor saw last.
struct Pin
{
    std::int64_t fromSequence = 1; ///< begins there; what came before is taken as it is
    std::string hash; ///< raw; that of fromSequence where it is over 1, else of any. Empty: none
};

struct Report
{
    std::int64_t entries = 0; ///< that are right
    std::int64_t first = 0; ///< zero: none
    std::int64_t last = 0;
    std::string lastHash;
    std::optional<Break> broken;
};

/// Takes the entries in the order of their numbers and stops at the first that is broken. Keeps one
/// hash, whatever the length.
class ChainWalk
{
public:
    explicit ChainWalk(Pin pin);

    /// False once it is broken.
    bool take(const Entry &entry);
    /// There are no more.
    void finish();

    const Report &report() const { return m_report; }
    /// The number that comes next.
    std::int64_t next() const { return m_next; }

private:
    std::optional<Fault> faultOf(const Entry &entry) const;
    bool isFirst() const { return m_report.entries == 0; }

    Pin m_pin;
    Report m_report;
    std::int64_t m_next;
    std::int64_t m_lastRule = 0;
    bool m_pinSeen = false;
};

/// For programs: "changed", "missing".
QString faultName(Fault fault);

/// "1,204 entries, unbroken. The last is entry 1,204, its hash 9c41e2b7..." or where it is broken
/// and how. Plain text, one or two sentences.
QString sentence(const Report &report);

} // namespace gatehouse::ledger
