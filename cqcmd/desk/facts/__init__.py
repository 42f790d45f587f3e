"""Facts (情况更新：事实与处置决定): what an officer does there, and how it stands."""
