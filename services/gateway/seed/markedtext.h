#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::gateway {

/// What differs between two events of one kind, wherever it stands in them.
enum class Slot : std::uint8_t {
    Id, ///< this and the next ones: what the fixtures' placeholders stand for
    Serial,
    Sha,
    Order,
    Amount,
    Customer,
    Email,
    Name,
    Tenant,
    UnixSeconds,
    DateTime, ///< 2026-11-17T14:32:07
    DeliveryId, ///< what providers number their requests with
    ShaStart, ///< 32 digits of Sha
    ShaUuid, ///< the same, as a UUID
    EventId, ///< ours
    BodySize,
    BodyHash, ///< SHA-256, 64 hex digits
    SignatureHex,
    SignatureBase64,
};
inline constexpr std::size_t slotCount = std::size_t(Slot::SignatureBase64) + 1;

/// One text a slot, in the order of Slot.
class SlotValues
{
public:
    std::string &operator[](Slot slot) { return m_texts[std::size_t(slot)]; }
    const std::string &operator[](Slot slot) const { return m_texts[std::size_t(slot)]; }

private:
    std::array<std::string, slotCount> m_texts;
};

/// A text with slots in it. It is made of a text in which each slot's value is one that stands
/// there for nothing else, its mark.
class MarkedText
{
public:
    MarkedText() = default;
    MarkedText(std::string_view text, const SlotValues &marks);

    /// Appends it with these values in the place of the marks.
    void appendTo(std::string &out, const SlotValues &values) const;
    std::string filled(const SlotValues &values) const;
    bool isEmpty() const { return m_pieces.empty() && m_end.empty(); }

private:
    std::vector<std::pair<std::string, Slot>> m_pieces; ///< what stands before the slot, and it
    std::string m_end;
};

} // namespace gatehouse::gateway
