#pragma once

#include <QString>

namespace gatehouse::widgets {

/// What a FindBar works on.
class Searchable
{
public:
    virtual ~Searchable() = default;

    /// Marks every place (at most 10,000) and goes to the first one from the caret on. Empty: none.
    virtual void search(const QString &text) = 0;
    /// To the next (+1) or previous (-1) place, round the end.
    virtual void step(int direction) = 0;
    virtual int found() const = 0;
    /// 0 for the first, -1 without any.
    virtual int currentFound() const = 0;
};

inline constexpr int mostFound = 10'000;

} // namespace gatehouse::widgets
