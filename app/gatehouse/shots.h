#pragma once

#include "app/gatehouse/console.h"
#include "ui/widgets/appearance.h"

#include <QList>
#include <QObject>
#include <QSize>
#include <QTimer>

namespace gatehouse::app {

/// Walks through every page in both schemes and two sizes, waits until each shows data, and writes
/// PAGE-SCHEME-WIDTHxHEIGHT.png, and of a detail's tab PAGE-TAB-SCHEME-WIDTHxHEIGHT.png. The end
/// says whether all were written. PAGE-view-... is the page with a saved view open, PAGE-sorted-...
/// with its rows in another order.
class Shots : public QObject
{
    Q_OBJECT

public:
    Shots(Console &console, widgets::Appearance &appearance, QString folder,
          QObject *parent = nullptr);

    void start();

signals:
    void finished(bool complete);

private:
    enum class Scene {
        Page,
        View, ///< the last of the saved views is open
        Sorted, ///< by the type of event
        Search, ///< what the newest row is about was pasted into the command field
    };
    struct Shot
    {
        QString pageId;
        QString tab; ///< of the detail; empty: the first
        widgets::SchemeChoice scheme;
        QSize size;
        Scene scene = Scene::Page;
        QString name() const;
    };

    void next();
    void arrange(const Shot &shot);
    void waitForData();
    bool isFilled();
    void settle();
    void search();
    void write(const Shot &shot);
    void act(const Shot &shot);

    Console &m_console;
    widgets::Appearance &m_appearance;
    QString m_folder;
    QList<Shot> m_shots;
    QTimer m_poll;
    int m_polls = 0;
    int m_rows = 0; ///< at the last poll
    int m_quietPolls = 0; ///< since then without a new row
    bool m_complete = true;
    bool m_isReplayFilled = false;
    bool m_isRecovered = false; ///< dead letters were put back, for the page of their outcomes
};

} // namespace gatehouse::app
