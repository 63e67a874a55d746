#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QColor;

namespace gatehouse::widgets {

/// One of a few, as joined small buttons. Arrow keys move, Tab leaves.
class Segmented final : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the accessible name of the whole.
    Segmented(const QString &name, const QStringList &choices, QWidget *parent = nullptr);

    int current() const;
    void setCurrent(int position); ///< emits nothing
    /// A square of that colour before the text.
    void setSwatch(int position, const QColor &colour);

signals:
    void chosen(int position); ///< by the person

private:
    QButtonGroup *m_group;
};

} // namespace gatehouse::widgets
