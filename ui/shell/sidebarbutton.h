#pragma once

#include <QToolButton>

namespace gatehouse::ui {

/// A button that looks like a line of the sidebar: icon, text, and the key that does the same.
class SidebarButton : public QToolButton
{
    Q_OBJECT

public:
    explicit SidebarButton(QWidget *parent = nullptr);

    void setKeys(const QString &keys) { m_keys = keys; }
    void setNarrow(bool narrow);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
    bool m_narrow = false;
};

} // namespace gatehouse::ui
