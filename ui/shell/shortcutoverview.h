#pragma once

#include <QDialog>
#include <QList>
#include <QPair>

namespace gatehouse::ui {

/// All keys, by where they work. One section: a heading and (keys, what they do).
struct ShortcutSection
{
    QString title;
    QList<QPair<QString, QString>> keys;
};

/// What `?` shows. Window-modal; opened with open(), deletes itself.
class ShortcutOverview : public QDialog
{
    Q_OBJECT

public:
    ShortcutOverview(const QList<ShortcutSection> &sections, QWidget *parent);
};

} // namespace gatehouse::ui
