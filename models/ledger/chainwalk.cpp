#include "models/ledger/chainwalk.h"

#include "models/collection/celltext.h"
#include "services/core/hex.h"
#include "services/signing/digest.h"

#include <QCoreApplication>

#include <array>
#include <cstdio>

namespace gatehouse::ledger {

namespace {

constexpr std::int64_t newestRule = 2;

struct WalkTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ledger::ChainWalk)
};

/// int4, big endian, and the bytes; -1 alone for NULL.
void appendField(std::string &chained, const std::optional<std::string> &field)
{
    const std::uint32_t size = field ? static_cast<std::uint32_t>(field->size()) : 0xffffffffU;
    for (const int shift : {24, 16, 8, 0})
        chained += static_cast<char>(size >> shift);
    chained += field.value_or(std::string());
}

/// extract(epoch from timestamptz)::text: seconds with six decimals.
std::string epochText(Timestamp time)
{
    const std::int64_t micros = time.time_since_epoch().count();
    const std::int64_t seconds = micros / 1'000'000;
    const std::int64_t fraction = std::abs(micros % 1'000'000);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s%lld.%06lld", micros < 0 && seconds == 0 ? "-" : "",
                  static_cast<long long>(seconds), static_cast<long long>(fraction));
    return text.data();
}

QString numberText(std::int64_t value)
{
    return collection::displayLocale().toString(qint64(value));
}

QString unbroken(const Report &report)
{
    const QString hash = QString::fromStdString(toHex(asBytes(report.lastHash)));
    const int count = int(std::min<std::int64_t>(report.entries, 1'000'000'000));
    return WalkTexts::tr("%1 entries, unbroken.", "", count).arg(numberText(report.entries)) + u' '
        + WalkTexts::tr("The last is entry %1, its hash %2.").arg(numberText(report.last), hash);
}

QString broken(const Break &found)
{
    const QString at = numberText(found.sequence);
    switch (found.fault) {
    case Fault::MissingNumber:
        return WalkTexts::tr("Broken at entry %1: it is missing.").arg(at);
    case Fault::WrongPrevious:
        return WalkTexts::tr(
                   "Broken at entry %1: it does not follow the entry before, whose hash is "
                   "another. One of the two was replaced.")
            .arg(at);
    case Fault::Changed:
        return WalkTexts::tr(
                   "Broken at entry %1: its hash does not fit what it says, so it was changed "
                   "after it was written.")
            .arg(at);
    case Fault::UnknownRule:
        return WalkTexts::tr(
                   "Entry %1 was hashed by a rule that this program does not know. Update "
                   "Gatehouse.")
            .arg(at);
    case Fault::OtherHash:
        return WalkTexts::tr("Broken at entry %1: its hash is not the expected one.").arg(at);
    case Fault::PinMissing:
        return WalkTexts::tr(
                   "Broken after entry %1: no entry has the expected hash. The end of the "
                   "ledger was cut off or replaced.")
            .arg(at);
    }
    return {};
}

} // namespace

std::optional<std::string> expectedHash(const Entry &entry)
{
    if (entry.hashVersion < 1 || entry.hashVersion > newestRule)
        return std::nullopt;
    std::string chained = entry.previousHash;
    if (entry.hashVersion == 2)
        appendField(chained, "v2");
    for (const std::string &field :
         {std::to_string(entry.sequence), epochText(entry.at), entry.actor, entry.role,
          entry.action, entry.targetType, entry.targetId, entry.reason, entry.detail})
        appendField(chained, field);
    if (entry.hashVersion == 2) {
        appendField(chained, entry.sourceIp);
        appendField(chained, entry.userAgent);
    }
    return signing::sha256(chained);
}

ChainWalk::ChainWalk(Pin pin)
    : m_pin(std::move(pin))
    , m_next(m_pin.fromSequence)
    , m_pinSeen(m_pin.hash.empty())
{
}

std::optional<Fault> ChainWalk::faultOf(const Entry &entry) const
{
    const bool isPinned = isFirst() && m_pin.fromSequence > 1;
    if (!isPinned && entry.previousHash != m_report.lastHash)
        return Fault::WrongPrevious;
    const auto expected = expectedHash(entry);
    if (!expected)
        return Fault::UnknownRule;
    // What the old rule does not cover must not be there, nor the old rule after the new one.
    const bool hasUncovered = entry.hashVersion == 1 && (entry.sourceIp || entry.userAgent);
    if (*expected != entry.hash || hasUncovered || entry.hashVersion < m_lastRule)
        return Fault::Changed;
    if (isPinned && !m_pin.hash.empty() && entry.hash != m_pin.hash)
        return Fault::OtherHash;
    return std::nullopt;
}

bool ChainWalk::take(const Entry &entry)
{
    if (m_report.broken)
        return false;
    if (entry.sequence != m_next) {
        m_report.broken = Break{m_next, Fault::MissingNumber};
        return false;
    }
    if (const auto fault = faultOf(entry)) {
        m_report.broken = Break{entry.sequence, *fault};
        return false;
    }
    if (isFirst())
        m_report.first = entry.sequence;
    ++m_report.entries;
    m_report.last = entry.sequence;
    m_report.lastHash = entry.hash;
    m_lastRule = entry.hashVersion;
    m_pinSeen = m_pinSeen || entry.hash == m_pin.hash;
    ++m_next;
    return true;
}

void ChainWalk::finish()
{
    if (m_report.broken)
        return;
    if (isFirst() && m_pin.fromSequence > 1)
        m_report.broken = Break{m_pin.fromSequence, Fault::MissingNumber};
    else if (!m_pinSeen)
        m_report.broken = Break{m_report.last, Fault::PinMissing};
}

QString faultName(Fault fault)
{
    switch (fault) {
    case Fault::MissingNumber:
        return QStringLiteral("missing");
    case Fault::WrongPrevious:
        return QStringLiteral("wrong_previous_hash");
    case Fault::Changed:
        return QStringLiteral("changed");
    case Fault::UnknownRule:
        return QStringLiteral("unknown_rule");
    case Fault::OtherHash:
        return QStringLiteral("unexpected_hash");
    case Fault::PinMissing:
        return QStringLiteral("expected_hash_missing");
    }
    return {};
}

QString sentence(const Report &report)
{
    if (report.broken)
        return broken(*report.broken);
    return report.entries > 0 ? unbroken(report) : WalkTexts::tr("The ledger has no entries.");
}

} // namespace gatehouse::ledger
