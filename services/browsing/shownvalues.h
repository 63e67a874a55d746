#pragma once

#include "services/privacy/masker.h"

#include <string>

namespace gatehouse::browsing {

/// Whether series may not be told apart by a label of metrics.h. A route is told by its destination
/// and path.
inline bool hidesLabel(const privacy::Masker &masker, const std::string &label)
{
    const auto hides = [&masker](const std::string &column) {
        return masker.hides("/event/" + column);
    };
    return hides(label) || (label == "route" && (hides("path") || hides("destination")));
}

/// Which of a column's values may be listed: none that a rule masks, nor one that looks as if it
/// were of a person.
class ShownValues
{
public:
    /// The masker outlives it.
    ShownValues(const privacy::Masker &masker, const std::string &column)
        : m_masker(masker)
        , m_path("/event/" + column)
        , m_isHidden(masker.hides(m_path))
    {
    }
    bool shows(const std::string &value) const
    {
        return !m_isHidden && !m_masker.hidesValue(value)
            && m_masker.value({}, m_path, value) == value;
    }

private:
    const privacy::Masker &m_masker;
    const std::string m_path;
    const bool m_isHidden;
};

} // namespace gatehouse::browsing
