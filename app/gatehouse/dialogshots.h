#pragma once

#include "app/gatehouse/console.h"
#include "ui/widgets/appearance.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace gatehouse::app {

/// Opens the dialogs and popups that no page shows, in both schemes, waits until each has something
/// to say, and writes NAME-dialog-SCHEME.png: the connections and their test, how long things are
/// kept and what that would delete, what is asked before masked fields are shown, an export, a
/// filter with the values that there are, two events compared, the tabs that a narrow detail has no
/// room for, what is alerted of and whom that is told, and a view's name. The gateway masks from
/// then on. The end says whether all were written.
class DialogShots : public QObject
{
    Q_OBJECT

public:
    DialogShots(Console &console, widgets::Appearance &appearance, QString folder,
                QObject *parent = nullptr);

    void start();

signals:
    void finished(bool complete);

private:
    struct Shot
    {
        QString name;
        QString opener; ///< a command of the window, or a button on the page
        QString button; ///< in the dialog, pressed first; empty: none
        QString number; ///< a field in it that is given a value before; empty: none
        widgets::SchemeChoice scheme;
        QString page = QStringLiteral("events");
        int entry = 0; ///< of a list of entries in it, chosen before
    };

    void next();
    void look();
    void open(const Shot &shot);
    bool chooses(const Shot &shot) const;
    void selectOneOfTwo();
    void write(const Shot &shot);

    Console &m_console;
    widgets::Appearance &m_appearance;
    QString m_folder;
    QList<Shot> m_shots;
    QTimer m_poll;
    int m_polls = 0;
    int m_presses = 0; ///< of the opener
    QPointer<QWidget> m_dialog;
    bool m_isPressed = false;
    bool m_complete = true;
};

} // namespace gatehouse::app
