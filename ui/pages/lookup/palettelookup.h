#pragma once

#include "models/lookup/lookup.h"
#include "ui/shell/mainwindow.h"

#include <QObject>

#include <functional>

namespace gatehouse::ui {

/// What is pasted into the command field, looked for in every list at once: an order's number, an
/// e-mail address, any id, a curl command, words of an error. Enter opens the row, Ctrl+Enter the
/// list that is filtered so.
class PaletteLookup : public QObject
{
    Q_OBJECT

public:
    struct Openers
    {
        std::function<void(const QString &collection, const Uuid &row)> row;
        std::function<void(const QString &collection, const collection::Filter &filter)> filter;
    };

    /// The window and the clock outlive it.
    PaletteLookup(std::vector<lookup::Place> places, MainWindow &window, const Clock &clock,
                  Openers openers, QObject *parent = nullptr);

private:
    void find(const QString &text);
    void show();
    QList<Command> commandsOf(const lookup::Finding &finding) const;
    Command rowCommand(const lookup::Finding &finding, const collection::Row &row) const;
    Command filterCommand(const lookup::Finding &finding) const;

    lookup::Lookup m_lookup;
    MainWindow &m_window;
    const Clock &m_clock;
    Openers m_openers;
};

} // namespace gatehouse::ui
