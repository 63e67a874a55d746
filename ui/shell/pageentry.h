#pragma once

#include "ui/shell/page.h"

#include <functional>

namespace gatehouse::ui {

/// One line of the page registry: what the sidebar shows, and how the page is made when it is first
/// looked at.
struct PageEntry
{
    QString id; ///< "events"; kept in the settings
    QString title;
    QString icon; ///< of the Breeze theme
    QString section; ///< heading in the sidebar; empty for the first group
    std::function<Page *(QWidget *parent)> make;
    bool countIsNews = false; ///< a count above zero is shown as a coloured pill
    QString duty =
        {}; ///< "%1 due": what a count above zero asks for, in the pill; without it no count
    bool isStart = false; ///< shown to who has looked at none yet; else that is the first of all
};

} // namespace gatehouse::ui
