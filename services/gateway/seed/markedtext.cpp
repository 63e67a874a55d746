#include "services/gateway/seed/markedtext.h"

#include <optional>

namespace gatehouse::gateway {

namespace {

struct Mark
{
    std::size_t at = 0;
    std::size_t length = 0;
    Slot slot = {};
};

/// The one that comes first; of several there the longest, since one may begin like another.
std::optional<Mark> nextMark(std::string_view text, const SlotValues &marks)
{
    std::optional<Mark> next;
    for (std::size_t i = 0; i < slotCount; ++i) {
        const std::string &mark = marks[Slot(i)];
        const std::size_t at = mark.empty() ? std::string_view::npos : text.find(mark);
        if (at == std::string_view::npos)
            continue;
        if (!next || at < next->at || (at == next->at && mark.size() > next->length))
            next = Mark{at, mark.size(), Slot(i)};
    }
    return next;
}

} // namespace

MarkedText::MarkedText(std::string_view text, const SlotValues &marks)
{
    while (const auto mark = nextMark(text, marks)) {
        m_pieces.emplace_back(text.substr(0, mark->at), mark->slot);
        text.remove_prefix(mark->at + mark->length);
    }
    m_end = text;
}

void MarkedText::appendTo(std::string &out, const SlotValues &values) const
{
    for (const auto &[before, slot] : m_pieces)
        out.append(before).append(values[slot]);
    out += m_end;
}

std::string MarkedText::filled(const SlotValues &values) const
{
    std::string text;
    appendTo(text, values);
    return text;
}

} // namespace gatehouse::gateway
